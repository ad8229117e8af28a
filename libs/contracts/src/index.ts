export {
  departmentId,
  kind,
  language,
  languages,
  severities,
  severity,
  tier,
  tiers,
  type Channel,
  type Kind,
  type Language,
  type Origin,
  type Severity,
  type Tier,
} from './words.js';
export { allTopics, queueTopic, repliesTopic, topics } from './topics.js';
export { personalFields } from './personal.js';
export { idOf, isId, newId } from './ids.js';
export { groupNumber, isNumber, readNumber, withCheckDigits } from './complaint-number.js';
export { Installation, type Contact, type LinkSecret } from './installation.js';
export { canonicalMailbox } from './canonical-mailbox.js';
export { ContractError, decodeEnvelope, encodeEvent, eventContentType, type Event } from './envelope.js';
export { defineEvent, readEvent, type EventDefinition, type EventOf, type Upcast } from './define-event.js';
export { complaintReceived, type ComplaintReceived } from './events/complaint-received.js';
export { messageReceived, type MessageReceived } from './events/message-received.js';
export {
  complaintApprovalNeeded,
  complaintAssigned,
  complaintJoined,
  complaintSetAside,
  complaintTriageNeeded,
  complaintWithdrawn,
  type Decision,
} from './events/decisions.js';
export {
  departmentReplies,
  workOrderAccepted,
  workOrderAnswered,
  workOrderAssigned,
  workOrderChanged,
  workOrderProgressed,
  workOrderRefused,
  workOrderStates,
  workOrderWithdrawn,
  type WorkOrder,
  type WorkOrderChanged,
} from './events/work-orders.js';
export {
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
export { complaintProgress, type ComplaintProgress, type ProgressStep } from './rest/complaint-progress.js';
export { problemDocument, type FieldError } from './rest/problem.js';
