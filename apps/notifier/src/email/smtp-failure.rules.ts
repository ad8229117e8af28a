import type { NodemailerError } from 'nodemailer/lib/errors.js';

/** What a failed attempt means for the message, and for the mails that wait behind it. */
export interface SmtpFailure {
  /** A code for rows, events and logs; never the server's words, which may quote the address. */
  reason: string;
  /** `channel`: the next mail would probably not pass either. `message`: it is about this one. */
  scope: 'channel' | 'message';
  /** Nothing was said about this mail, so the attempt does not count. */
  untried: boolean;
  /** Trying again cannot help. */
  permanent: boolean;
  /** The server had the text and did not say what became of it. */
  uncertain: boolean;
}

/** How far the conversation had come: the greeting and login, the envelope, or the text itself. */
export type SmtpStage = 'connect' | 'envelope' | 'text';

/** Reads one error of nodemailer (RFC 5321 §4.2.1: 5yz permanent, 4yz not; 503 is about the session, not the mail). */
export function readFailure(error: NodemailerError, stage: SmtpStage): SmtpFailure {
  const { code, responseCode, command } = error;
  const reason = responseCode ? `smtp-${responseCode}` : (error.originalCode ?? code ?? 'unknown').toLowerCase();
  const channel: SmtpFailure = { reason, scope: 'channel', untried: stage === 'connect', permanent: false, uncertain: false };
  if (stage === 'connect') return channel;
  if (responseCode === undefined) {
    // Refused by nodemailer before anything was said to the server.
    if (command === 'API' && code === 'EENVELOPE') return { ...channel, reason: 'bad-address', scope: 'message', permanent: true };
    return { ...channel, uncertain: stage === 'text' };
  }
  // A sender the server does not take is our setting: it would fail every mail, and putting it right saves all of them.
  if (command === 'MAIL FROM' && error.permanent) return { ...channel, untried: true };
  if (responseCode === 421 || responseCode === 503) return channel;
  return { ...channel, scope: 'message', permanent: error.permanent === true };
}
