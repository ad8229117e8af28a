import { describe, expect, it } from '@jest/globals';
import type { NodemailerError } from 'nodemailer/lib/errors.js';
import { readFailure } from './smtp-failure.rules.js';

const error = (fields: Partial<NodemailerError>): NodemailerError => Object.assign(new Error('550 <li@example.test> unknown'), fields);

describe('a failure of the mail server', () => {
  it('is final for the message when it refuses the recipient or the text for good', () => {
    expect(readFailure(error({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO', permanent: true }), 'envelope')).toMatchObject({
      scope: 'message',
      permanent: true,
    });
    expect(readFailure(error({ code: 'EMESSAGE', responseCode: 554, command: 'DATA', permanent: true }), 'text')).toMatchObject({
      scope: 'message',
      permanent: true,
      uncertain: false,
    });
  });

  it('may pass when it says so: 4yz', () => {
    expect(readFailure(error({ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO', permanent: false }), 'envelope')).toMatchObject({
      scope: 'message',
      permanent: false,
    });
  });

  it('is about the channel, and no message is given up for it, when login, sender or session is refused', () => {
    expect(readFailure(error({ code: 'EAUTH', responseCode: 535, permanent: true }), 'connect')).toMatchObject({
      scope: 'channel',
      untried: true,
      permanent: false,
    });
    expect(readFailure(error({ code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM', permanent: true }), 'envelope')).toMatchObject({
      scope: 'channel',
      untried: true,
      permanent: false,
    });
    expect(readFailure(error({ code: 'EENVELOPE', responseCode: 421, command: 'MAIL FROM', permanent: false }), 'envelope')).toMatchObject({
      scope: 'channel',
    });
    expect(readFailure(error({ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }), 'connect')).toMatchObject({
      reason: 'econnrefused',
      scope: 'channel',
      untried: true,
    });
  });

  it('leaves open whether the mail arrived when the server had the text and said nothing', () => {
    expect(readFailure(error({ code: 'ECONNECTION' }), 'text')).toMatchObject({ uncertain: true });
    expect(readFailure(error({ code: 'ECONNECTION' }), 'envelope')).toMatchObject({ uncertain: false });
  });

  it('is told by a code, never in the server’s words', () => {
    for (const stage of ['connect', 'envelope', 'text'] as const)
      expect(readFailure(error({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO', permanent: true }), stage).reason).toBe('smtp-550');
  });
});
