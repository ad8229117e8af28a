import type { ProgressStep } from '@redress/contracts';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';

/** What the customer may see of a complaint. Only read here: `TrackConsumer` writes the table in batches. */
@Entity({ schema: 'intake_form', name: 'tracked' })
export class TrackedComplaint {
  @PrimaryColumn('uuid', { name: 'complaint_id' })
  id!: string;

  @Column('text', { nullable: true })
  number!: string | null;

  @Column('timestamptz', { name: 'received_at', nullable: true })
  receivedAt!: Date | null;

  @Column('text', { nullable: true })
  outcome!: ProgressStep | null;

  @Column('text', { nullable: true })
  category!: string | null;

  @Column('text', { nullable: true })
  department!: string | null;

  @Column('timestamptz', { name: 'first_contact_by', nullable: true })
  firstContactBy!: Date | null;

  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('boolean')
  confidential!: boolean;

  @Column('boolean')
  danger!: boolean;

  @OneToMany(() => TrackedStep, (step) => step.complaint)
  steps!: TrackedStep[];
}

/** One entry of a complaint's timeline. Only read here. */
@Entity({ schema: 'intake_form', name: 'steps' })
export class TrackedStep {
  @PrimaryColumn('uuid', { name: 'complaint_id' })
  complaintId!: string;

  /** Who told of it: `routing`, `notifier <event id>`, `work-order <event id>`. */
  @PrimaryColumn('text')
  writer!: string;

  @PrimaryColumn('bigint')
  sequence!: string;

  @Column('text')
  step!: ProgressStep;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { nullable: true })
  department!: string | null;

  @Column('timestamptz', { name: 'contact_by', nullable: true })
  contactBy!: Date | null;

  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  /** What carried a confirmation: `email`, `sms`, `preview`. */
  @Column('text', { nullable: true })
  over!: string | null;

  /** What was written for the customer: how far the work is, the answer. */
  @Column('text', { nullable: true })
  told!: string | null;

  @ManyToOne(() => TrackedComplaint, (complaint) => complaint.steps)
  @JoinColumn({ name: 'complaint_id' })
  complaint!: Relation<TrackedComplaint>;
}
