export * from './words.js';
export * from './topics.js';
export { personal, personalFields } from './personal.js';
export { idOf, isId, newId } from './ids.js';
export { groupNumber, isNumber, readNumber, withCheckDigits } from './complaint-number.js';
export { Installation, type LinkSecret } from './installation.js';
export { ContractError, decodeEnvelope, encodeEvent, eventContentType, maxEventBytes, type Event } from './envelope.js';
export { defineEvent, readEvent, type EventDefinition, type EventOf, type Upcast } from './define-event.js';
export {
  complaintAbout,
  complaintCustomer,
  complaintReceived,
  type ComplaintReceived,
} from './events/complaint-received.js';
export {
  complaintApprovalNeeded,
  complaintAssigned,
  complaintSetAside,
  complaintTriageNeeded,
  decisions,
  type Decision,
} from './events/decisions.js';
export { workOrderAssigned, type WorkOrder } from './events/work-orders.js';
export {
  deliveries,
  notificationFailed,
  notificationSent,
  notificationSuppressed,
  type Notification,
} from './events/notifications.js';
export { allEvents } from './all-events.js';
export {
  complaintAccepted,
  formReplyWays,
  idempotencyKey,
  lengthOf,
  maxTextLength,
  submitComplaint,
  type ComplaintAccepted,
  type SubmitComplaint,
} from './rest/submit-complaint.js';
export {
  complaintProgress,
  progressSteps,
  type ComplaintProgress,
  type ProgressStep,
} from './rest/complaint-progress.js';
export { fieldError, problemDocument, type FieldError } from './rest/problem.js';
