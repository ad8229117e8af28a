import { Injectable, Module } from '@nestjs/common';
import { Clock, MessagingModule } from '@redress/runtime';
import { Intake } from '../../accept/intake.js';
import { IntakeModule } from '../../intake.module.js';
import { normalizeNote, type Note } from './normalize-note.rules.js';

/** The source of the example: a box of notes. */
@Injectable()
export class NoteBox {
  readonly notes: Note[] = [];

  constructor(
    private readonly intake: Intake,
    private readonly clock: Clock,
  ) {}

  /** Takes every note out of the box once it is stored. Returns the numbers. */
  async empty(): Promise<string[]> {
    const numbers: string[] = [];
    for (let note = this.notes[0]; note; note = this.notes[0]) {
      const { number } = await this.intake.accept(normalizeNote(note, this.clock.now()));
      numbers.push(number);
      this.notes.shift();
    }
    return numbers;
  }
}

@Module({
  imports: [MessagingModule.forService('notes'), IntakeModule.forChannel({ channel: 'notes' })],
  providers: [NoteBox],
  exports: [NoteBox],
})
export class NotesModule {}
