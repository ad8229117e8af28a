import type { NodemailerError } from 'nodemailer/lib/errors.js';

/** The effect of a failed attempt on the message and on waiting mails. */
export interface SmtpFailure {
  /** A code for rows, events and logs; never the server's text, which may contain the address. */
  reason: string;
  /** `channel`: other mails would probably fail as well. `message`: the failure concerns this mail only. */
  scope: 'channel' | 'message';
  /** The failure is not related to this mail, so the attempt does not count. */
  untried: boolean;
  /** A retry cannot succeed. */
  permanent: boolean;
  /** The server may have received the text and did not reply. */
  uncertain: boolean;
}

/** The step of the session at which it failed: greeting and login, the envelope, or the text. */
export type SmtpStage = 'connect' | 'envelope' | 'text';

/**
 * Classifies an error of nodemailer (RFC 5321 §4.2.1: 5yz is permanent, 4yz is not; 503 concerns the session, not the
 * mail).
 */
export function readFailure(error: NodemailerError, stage: SmtpStage): SmtpFailure {
  const { code, responseCode, command } = error;
  const reason = responseCode ? `smtp-${responseCode}` : (error.originalCode ?? code ?? 'unknown').toLowerCase();
  const channel: SmtpFailure = {
    reason,
    scope: 'channel',
    untried: stage === 'connect',
    permanent: false,
    uncertain: false,
  };
  if (stage === 'connect') return channel;
  if (responseCode === undefined) {
    // Refused by nodemailer before anything was sent.
    if (command === 'API' && code === 'EENVELOPE')
      return { ...channel, reason: 'bad-address', scope: 'message', permanent: true };
    return { ...channel, uncertain: stage === 'text' };
  }
  // A refused sender is a wrong MAIL_FROM: every mail would fail, and all can be sent once it is corrected.
  if (command === 'MAIL FROM' && error.permanent) return { ...channel, untried: true };
  if (responseCode === 421 || responseCode === 503) return channel;
  return { ...channel, scope: 'message', permanent: error.permanent === true };
}
