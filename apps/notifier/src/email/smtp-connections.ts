import type { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors.js';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { readFailure, type SmtpFailure, type SmtpStage } from './smtp-failure.rules.js';

/** How long to wait for the mail server, in milliseconds. RFC 5321 §4.5.3.2 allows minutes; a message that waits in a table can be tried again. */
export interface SmtpTimeouts {
  connect: number;
  greeting: number;
  /** Silence within a conversation. */
  answer: number;
  /** A connection unused for so long is closed. */
  idle: number;
}

export interface Envelope {
  from: string;
  to: string;
}

export class SmtpError extends Error {
  constructor(readonly failure: SmtpFailure) {
    super(failure.reason);
    this.name = 'SmtpError';
  }
}

interface Open {
  connection: SMTPConnection;
  mails: number;
  idle?: NodeJS.Timeout;
}

/** Servers often allow 100 mails a session and say 421 afterwards; asking for a new one earlier costs less than that. */
const mailsPerConnection = 100;

/**
 * Kept connections to the mail server SMTP_URL names. nodemailer's own connection carries the protocol (TLS, login, pipelining, dot
 * stuffing); its mailer and pool are left out: they cost 1.2 ms of CPU a mail, this 0.3.
 * How many are open at once is the caller's: one for each `send` under way.
 */
export class SmtpConnections {
  private readonly options: SMTPConnectionOptions & { auth?: { user: string; pass: string } };
  private readonly idle: Open[] = [];
  private readonly open = new Set<Open>();

  constructor(
    url: string,
    private readonly timeouts: SmtpTimeouts,
  ) {
    this.options = {
      ...parseConnectionUrl(url),
      // Never what a URL says: these would print addresses and texts.
      logger: false,
      debug: false,
      transactionLog: false,
      connectionTimeout: timeouts.connect,
      dnsTimeout: timeouts.connect,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.answer,
      socketCloseTimeout: 1_000,
    };
  }

  /** Resolves when the server has taken the mail. @throws SmtpError */
  async send(envelope: Envelope, mail: string): Promise<void> {
    const kept = this.idle.pop();
    if (kept) {
      clearTimeout(kept.idle);
      try {
        return await this.sendOver(kept, envelope, mail);
      } catch (error) {
        // Servers end idle and long sessions as they like. While none of the text was sent a new one may be tried right away.
        if (!(error instanceof SmtpError) || error.failure.scope !== 'channel' || error.failure.uncertain) throw error;
      }
    }
    return this.sendOver(await this.connect(), envelope, mail);
  }

  /** Ends all connections, also those under way. */
  close(): void {
    for (const open of [...this.open]) this.discard(open);
  }

  private connect(): Promise<Open> {
    const connection = new SMTPConnection(this.options);
    const open: Open = { connection, mails: 0 };
    this.open.add(open);
    return new Promise<Open>((resolve, reject) => {
      const fail = (error: NodemailerError): void => {
        this.discard(open);
        reject(new SmtpError(readFailure(error, 'connect')));
      };
      connection.on('error', fail);
      connection.once('end', () => fail(Object.assign(new Error(), { code: 'ECONNECTION' })));
      connection.connect((error) => {
        if (error) return fail(error);
        const { auth } = this.options;
        if (!auth || !connection.allowsAuth) return resolve(open);
        connection.login({ user: auth.user, credentials: auth }, (refused) => (refused ? fail(refused) : resolve(open)));
      });
    });
  }

  private sendOver(open: Open, envelope: Envelope, mail: string): Promise<void> {
    let stage: SmtpStage = 'envelope';
    // nodemailer pipes a stream once the server has said 354: that is how we know whether it can have the text.
    const text = {
      pipe(to: NodeJS.WritableStream) {
        stage = 'text';
        to.write(mail);
        to.end();
      },
    } as unknown as Readable;
    return new Promise<void>((resolve, reject) => {
      open.connection.send({ from: envelope.from, to: [envelope.to] }, text, (error) => {
        open.mails += 1;
        if (!error) {
          this.keep(open);
          return resolve();
        }
        const failure = readFailure(error, stage);
        if (failure.scope === 'channel') this.discard(open);
        else this.reset(open);
        reject(new SmtpError(failure));
      });
    });
  }

  /** After a refused mail the session starts afresh before it is used again. */
  private reset(open: Open): void {
    open.connection.reset((error) => (error ? this.discard(open) : this.keep(open)));
  }

  private keep(open: Open): void {
    if (open.mails >= mailsPerConnection) {
      open.connection.quit();
      this.forget(open);
      return;
    }
    open.idle = setTimeout(() => this.discard(open), this.timeouts.idle);
    this.idle.push(open);
  }

  private discard(open: Open): void {
    this.forget(open);
    open.connection.close();
  }

  private forget(open: Open): void {
    clearTimeout(open.idle);
    this.open.delete(open);
    const at = this.idle.indexOf(open);
    if (at >= 0) this.idle.splice(at, 1);
  }
}
