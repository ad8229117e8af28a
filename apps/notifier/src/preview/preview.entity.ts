import type { Language } from '@redress/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A message in the preview mailbox. */
@Entity({ schema: 'notifier', name: 'previews' })
export class Preview {
  /** The order in which messages were added. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  position!: number;

  /** The id of the message. */
  @Column('uuid', { unique: true })
  id!: string;

  @Column('text')
  form!: 'mail' | 'sms';

  @Column('text', { nullable: true })
  recipient!: string | null;

  @Column('text')
  language!: Language;

  @Column('text')
  number!: string;

  /** Empty for a text message. */
  @Column('text')
  subject!: string;

  @Column('text', { name: 'body_text' })
  bodyText!: string;

  /** Null for a text message. */
  @Column('text', { name: 'body_html', nullable: true })
  bodyHtml!: string | null;

  @Column('timestamptz', { name: 'shown_at' })
  shownAt!: Date;
}
