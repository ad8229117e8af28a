import type { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors.js';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { Envelope } from './compose-mail.js';
import { readFailure, type SmtpFailure, type SmtpStage } from './smtp-failure.rules.js';

/**
 * How long to wait for the mail server, in milliseconds. RFC 5321 §4.5.3.2 recommends minutes; ours can be
 * shorter because messages are retried.
 */
export interface SmtpTimeouts {
  connect: number;
  greeting: number;
  /** For a reply within a session. */
  reply: number;
  /** An unused connection is closed after this time. */
  idle: number;
}

export class SmtpError extends Error {
  constructor(readonly failure: SmtpFailure) {
    super(failure.reason);
    this.name = 'SmtpError';
  }
}

interface Session {
  connection: SMTPConnection;
  mails: number;
  idleTimer?: NodeJS.Timeout;
}

/** Servers often allow 100 mails per session and reply 421 afterwards; a new session costs less than that reply. */
const mailsPerSession = 100;

/**
 * Persistent connections to the mail server of SMTP_URL. nodemailer's SMTPConnection implements the protocol (TLS,
 * login, pipelining, dot-stuffing); its mailer and pool are not used, because they do not report at which step a mail
 * failed. There is one connection for each `send` in progress; the caller limits their number.
 */
export class SmtpConnections {
  private readonly options: SMTPConnectionOptions & { auth?: { user: string; pass: string } };
  private readonly idle: Session[] = [];
  private readonly sessions = new Set<Session>();

  constructor(
    url: string,
    private readonly timeouts: SmtpTimeouts,
  ) {
    this.options = {
      ...parseConnectionUrl(url),
      // These options override the URL: they would log addresses and texts.
      logger: false,
      debug: false,
      transactionLog: false,
      connectionTimeout: timeouts.connect,
      dnsTimeout: timeouts.connect,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.reply,
      socketCloseTimeout: 1_000,
    };
  }

  /** Resolves when the server has accepted the mail. @throws SmtpError */
  async send(envelope: Envelope, mail: Buffer): Promise<void> {
    const idle = this.idle.pop();
    if (idle) {
      clearTimeout(idle.idleTimer);
      try {
        return await this.sendOver(idle, envelope, mail);
      } catch (error) {
        // Servers can end a session at any time. If none of the text was sent, the mail can be retried on a new one at
        // once.
        if (!(error instanceof SmtpError) || error.failure.scope !== 'channel' || error.failure.uncertain) throw error;
      }
    }
    return this.sendOver(await this.connect(), envelope, mail);
  }

  /** Closes all connections, also those in use. */
  close(): void {
    for (const session of [...this.sessions]) this.discard(session);
  }

  private connect(): Promise<Session> {
    const connection = new SMTPConnection(this.options);
    const session: Session = { connection, mails: 0 };
    this.sessions.add(session);
    return new Promise<Session>((resolve, reject) => {
      const fail = (error: NodemailerError): void => {
        this.discard(session);
        reject(new SmtpError(readFailure(error, 'connect')));
      };
      connection.on('error', fail);
      connection.once('end', () => fail(Object.assign(new Error(), { code: 'ECONNECTION' })));
      connection.connect((error) => {
        if (error) return fail(error);
        const { auth } = this.options;
        if (!auth || !connection.allowsAuth) return resolve(session);
        connection.login({ user: auth.user, credentials: auth }, (refused) =>
          refused ? fail(refused) : resolve(session),
        );
      });
    });
  }

  private sendOver(session: Session, envelope: Envelope, mail: Buffer): Promise<void> {
    let stage: SmtpStage = 'envelope';
    // nodemailer pipes a stream once the server has replied 354, so we know whether the server can have received the
    // text.
    const text = {
      pipe(to: NodeJS.WritableStream) {
        stage = 'text';
        to.write(mail);
        to.end();
      },
    } as unknown as Readable;
    return new Promise<void>((resolve, reject) => {
      session.connection.send({ ...envelope }, text, (error) => {
        session.mails += 1;
        if (!error) {
          this.keep(session);
          return resolve();
        }
        const failure = readFailure(error, stage);
        if (failure.scope === 'channel') this.discard(session);
        else this.reset(session);
        reject(new SmtpError(failure));
      });
    });
  }

  /** After a refused mail, RSET before the session is used again. */
  private reset(session: Session): void {
    session.connection.reset((error) => (error ? this.discard(session) : this.keep(session)));
  }

  private keep(session: Session): void {
    if (session.mails >= mailsPerSession) {
      session.connection.quit();
      this.remove(session);
      return;
    }
    session.idleTimer = setTimeout(() => this.discard(session), this.timeouts.idle);
    this.idle.push(session);
  }

  private discard(session: Session): void {
    this.remove(session);
    session.connection.close();
  }

  private remove(session: Session): void {
    clearTimeout(session.idleTimer);
    this.sessions.delete(session);
    const at = this.idle.indexOf(session);
    if (at >= 0) this.idle.splice(at, 1);
  }
}
