import type { workOrderStates } from '@redress/contracts';

export type WorkOrderState = (typeof workOrderStates)[number];

/** What a department can do. */
export type DepartmentAction = 'accept' | 'refuse' | 'progress' | 'answer';

/**
 * The life of a work order. An answer that nobody has released yet can be replaced by a better one. A state without
 * actions is final for the department: a late reply changes nothing.
 */
export const transitions = {
  assigned: { accept: 'accepted', refuse: 'refused', progress: 'accepted', answer: 'answered' },
  accepted: { accept: 'accepted', refuse: 'refused', progress: 'accepted', answer: 'answered' },
  answered: { answer: 'answered' },
  released: {},
  refused: {},
  withdrawn: {},
} as const satisfies Record<WorkOrderState, Partial<Record<DepartmentAction, WorkOrderState>>>;
