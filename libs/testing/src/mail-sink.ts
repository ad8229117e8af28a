import { once } from 'node:events';
import type { Socket } from 'node:net';
import PostalMime, { type Attachment } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** A mail that the server received. */
interface ReceivedMail {
  /** Sender and recipients of the SMTP envelope, in lower case; the headers may differ. */
  from: string;
  to: string[];
  messageId: string;
  subject: string;
  text: string;
  html: string;
  /** Header values by lower-case name; the last one if a header occurs several times. */
  headers: Record<string, string>;
  attachments: Attachment[];
  raw: Buffer;
  at: Date;
}

/**
 * How the server treats mails: `accept`; `refuse` (550 to RCPT, permanent); `defer` (451 after DATA, temporary); `hang`
 * (receives the mail and never replies); `drop-after-data` (accepts the mail, then closes the connection before it
 * replies: the sender cannot know whether the mail was accepted).
 */
type MailBehaviour = 'accept' | 'refuse' | 'defer' | 'hang' | 'drop-after-data';

export interface MailSink {
  /** `smtp://127.0.0.1:port`, without TLS and authentication. */
  readonly url: string;
  readonly port: number;
  /** All accepted mails, oldest first. */
  mails(): Promise<ReceivedMail[]>;
  /** The accepted mails with this envelope recipient, in upper or lower case. */
  mailsTo(address: string): Promise<ReceivedMail[]>;
  /** The number of accepted mails. */
  count(): number;
  /** Sets the behaviour from now on, or for the next `times` mails; after those it is `accept` again. */
  behave(behaviour: MailBehaviour, times?: number): void;
  clear(): void;
  stop(): Promise<void>;
}

interface AcceptedMail {
  from: string;
  to: string[];
  raw: Buffer;
  at: Date;
}

/** Starts an SMTP server on 127.0.0.1 that keeps the mails it accepts. `port` 0 (the default) means any free port. */
export async function startMailSink({ port = 0 }: { port?: number } = {}): Promise<MailSink> {
  const accepted: AcceptedMail[] = [];
  const sockets = new Set<Socket>();
  let behaviour: MailBehaviour = 'accept';
  let left = Infinity;
  const next = (): MailBehaviour => {
    const now = behaviour;
    if (--left <= 0) [behaviour, left] = ['accept', Infinity];
    return now;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    size: 30 * 1024 * 1024,
    onRcptTo: (_address, _session, done) => {
      if (behaviour !== 'refuse') return done();
      next();
      done(smtpError(550, 'No such user here'));
    },
    onData: (stream, session, done) => {
      void (async () => {
        const raw = await bytesOf(stream).catch(() => undefined);
        // The sender died in the middle of the text: nothing was received, and nobody waits for a reply.
        if (!raw) return;
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: (mailFrom === false ? '' : mailFrom.address).toLowerCase(),
          to: rcptTo.map((to) => to.address.toLowerCase()),
          raw,
          at: new Date(),
        };
        const now = next();
        if (now === 'defer') return done(smtpError(451, 'Try again later'));
        if (now === 'hang') return;
        accepted.push(mail);
        if (now !== 'drop-after-data') return done();
        for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy();
      })();
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    mails: () => Promise.all(accepted.map(parse)),
    mailsTo: (wanted) => Promise.all(accepted.filter((mail) => mail.to.includes(wanted.toLowerCase())).map(parse)),
    count: () => accepted.length,
    behave: (wanted, times = Infinity) => {
      [behaviour, left] = [wanted, times];
    },
    clear: () => void accepted.splice(0),
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function parse({ from, to, raw, at }: AcceptedMail): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(raw);
  return {
    from,
    to,
    messageId: mail.messageId ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
    attachments: mail.attachments,
    raw,
    at,
  };
}
