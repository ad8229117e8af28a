import { describe, expect, it } from '@jest/globals';
import type { NodemailerError } from 'nodemailer/lib/errors.js';
import { readFailure } from './smtp-failure.rules.js';

const error = (fields: Partial<NodemailerError>): NodemailerError =>
  Object.assign(new Error('550 <li@example.test> unknown'), fields);

describe('a failure of the mail server', () => {
  it('is permanent for the message when the recipient or the text is refused permanently', () => {
    expect(
      readFailure(error({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO', permanent: true }), 'envelope'),
    ).toMatchObject({
      scope: 'message',
      permanent: true,
    });
    expect(
      readFailure(error({ code: 'EMESSAGE', responseCode: 554, command: 'DATA', permanent: true }), 'text'),
    ).toMatchObject({
      scope: 'message',
      permanent: true,
      uncertain: false,
    });
  });

  it('is temporary when the reply is 4yz', () => {
    expect(
      readFailure(error({ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO', permanent: false }), 'envelope'),
    ).toMatchObject({
      scope: 'message',
      permanent: false,
    });
  });

  it('concerns the channel, and no message is given up, if the login, the sender or the session is refused', () => {
    expect(readFailure(error({ code: 'EAUTH', responseCode: 535, permanent: true }), 'connect')).toMatchObject({
      scope: 'channel',
      untried: true,
      permanent: false,
    });
    expect(
      readFailure(error({ code: 'EENVELOPE', responseCode: 550, command: 'MAIL FROM', permanent: true }), 'envelope'),
    ).toMatchObject({
      scope: 'channel',
      untried: true,
      permanent: false,
    });
    expect(
      readFailure(error({ code: 'EENVELOPE', responseCode: 421, command: 'MAIL FROM', permanent: false }), 'envelope'),
    ).toMatchObject({
      scope: 'channel',
    });
    expect(readFailure(error({ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }), 'connect')).toMatchObject({
      reason: 'econnrefused',
      scope: 'channel',
      untried: true,
    });
  });

  it('is uncertain when the server received the text and did not reply', () => {
    expect(readFailure(error({ code: 'ECONNECTION' }), 'text')).toMatchObject({ uncertain: true });
    expect(readFailure(error({ code: 'ECONNECTION' }), 'envelope')).toMatchObject({ uncertain: false });
  });

  it('is reported as a code, never with the text of the server', () => {
    for (const stage of ['connect', 'envelope', 'text'] as const)
      expect(
        readFailure(error({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO', permanent: true }), stage).reason,
      ).toBe('smtp-550');
  });
});
