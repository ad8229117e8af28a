import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WorkOrderState } from './transitions.rules.js';

/** A department's task for a complaint, and how far it is. */
@Entity({ schema: 'routing', name: 'work_orders' })
export class WorkOrderRow {
  /** The complaint's first work order has the id of the complaint. */
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('uuid', { name: 'complaint_id' })
  readonly complaintId!: string;

  @Column('text')
  readonly number!: string;

  @Column('text')
  readonly department!: string;

  @Column('text')
  readonly category!: string;

  @Column('boolean')
  readonly confidential!: boolean;

  @Column('text')
  state!: WorkOrderState;

  /** A coordinator decided after two refusals: the department cannot refuse it. */
  @Column('boolean')
  readonly binding!: boolean;

  /** The last answer, with personal data. */
  @Column('jsonb', { nullable: true })
  answer!: object | null;

  /** Why the department refused it, with personal data. */
  @Column('text', { nullable: true })
  refusal!: string | null;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
