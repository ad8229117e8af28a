import type { Language } from '@redress/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DecisionDetails, Message, MessageState, Purpose, Way } from './message.js';

/** A message as lists and metrics read it. Only the SQL in `sending/` writes these rows: it claims and updates batches. */
@Entity({ schema: 'notifier', name: 'messages' })
export class StoredMessage implements Message {
  @PrimaryColumn('uuid', { name: 'complaint_id' })
  readonly complaintId!: string;

  @PrimaryColumn('text')
  readonly purpose!: Purpose;

  @Column('uuid')
  readonly id!: string;

  @Column('text')
  readonly way!: Way;

  @Column('text')
  readonly form!: 'mail' | 'sms';

  @Column('text', { nullable: true })
  readonly recipient!: string | null;

  @Column('text')
  readonly language!: Language;

  @Column('text')
  readonly number!: string;

  @Column('jsonb')
  readonly facts!: DecisionDetails;

  @Column('text')
  readonly state!: MessageState;

  /** A code: why the last attempt failed, or why the message is not sent. */
  @Column('text', { nullable: true })
  readonly reason!: string | null;

  /** Attempts so far. */
  @Column('int')
  readonly attempt!: number;

  /** The instance that is sending the message, in state `sending` only. */
  @Column('uuid', { nullable: true })
  readonly instance!: string | null;

  /** Set in the states `wanted` and `unknown`. */
  @Column('timestamptz', { name: 'next_attempt_at', nullable: true })
  readonly nextAttemptAt!: Date | null;

  @Column('timestamptz', { name: 'wanted_at' })
  readonly wantedAt!: Date;

  /** Set in the states `sent`, `failed` and `suppressed`. */
  @Column('timestamptz', { name: 'done_at', nullable: true })
  readonly doneAt!: Date | null;
}
