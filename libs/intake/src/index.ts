export { IntakeModule } from './intake.module.js';
export { intakeMigrations } from './migrations.js';
export { Intake } from './accept/intake.js';
export { Ledger, type KnownComplaint } from './accept/ledger.js';
export type {
  Acceptance,
  Accepted,
  Access,
  Arrival,
  ComplaintArrival,
  Identity,
  MessageArrival,
} from './accept/arrival.js';
export { readEmail, readPhone } from './contact.rules.js';
export { canonicalBody, cleanBody, cleanText } from './clean.rules.js';
export { Seal } from './masking/seal.js';
export { RequestLimits, type LimitSettings } from './limits/request-limits.js';
export { TooMany } from './limits/too-many.js';
export { withinASecond } from './within-a-second.js';
