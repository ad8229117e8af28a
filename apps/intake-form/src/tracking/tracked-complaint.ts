import type { ProgressStep } from '@redress/contracts';

/** One entry of the timeline, as it is shown. */
export interface ShownStep {
  step: ProgressStep;
  at: Date;
  department?: string | undefined;
  contactBy?: Date | undefined;
  dueAt?: Date | undefined;
  /** What carried the confirmation: `email`, `sms`, `preview`. */
  over?: string | undefined;
  /** What was written for the customer: how far the work is, the answer. */
  told?: string | undefined;
}

/** What is known of a complaint as far as its customer may see it. */
export interface Tracked {
  id: string;
  number: string;
  receivedAt: Date;
  /** The newest decision; undefined until there is one. */
  outcome?: ProgressStep | undefined;
  category?: string | undefined;
  department?: string | undefined;
  firstContactBy?: Date | undefined;
  dueAt?: Date | undefined;
  confirmedAt?: Date | undefined;
  answeredAt?: Date | undefined;
  confidential: boolean;
  danger: boolean;
  /** Newest first. */
  steps: ShownStep[];
}
