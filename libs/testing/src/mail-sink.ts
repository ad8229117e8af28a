import { once } from 'node:events';
import type { Socket } from 'node:net';
import PostalMime, { type Attachment } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** A mail as it reached the sink. */
export interface SunkMail {
  /** The envelope's sender and recipients, lower case: what SMTP said, whatever the headers say. */
  from: string;
  to: string[];
  messageId: string;
  subject: string;
  text: string;
  html: string;
  /** Header lines by lower-case name; the last one where there are several. */
  headers: Record<string, string>;
  attachments: Attachment[];
  raw: Buffer;
  at: Date;
}

/**
 * What the server does with the next mails: `accept`; `refuse` (550 to RCPT, for good); `defer` (451 after DATA, try
 * later); `hang` (takes the mail and never answers); `drop-after-data` (takes and keeps the mail, then the connection
 * breaks before the answer: the sender cannot know).
 */
export type MailBehaviour = 'accept' | 'refuse' | 'defer' | 'hang' | 'drop-after-data';

export interface MailSink {
  /** `smtp://127.0.0.1:port`, without TLS and without a login. */
  readonly url: string;
  readonly port: number;
  /** Every mail that was taken, oldest first. */
  mails(): Promise<SunkMail[]>;
  /** Those for one address of the envelope; upper and lower case are the same. */
  mailsTo(address: string): Promise<SunkMail[]>;
  /** How many were taken, without parsing them. */
  count(): number;
  /** From now on, or for the next `times` mails, then `accept` again. */
  behave(behaviour: MailBehaviour, times?: number): void;
  clear(): void;
  stop(): Promise<void>;
}

interface Taken {
  from: string;
  to: string[];
  raw: Buffer;
  at: Date;
}

/** A real SMTP server on 127.0.0.1 that keeps what it is given. `port` 0 (unless told) = any free one. */
export async function startMailSink({ port = 0 }: { port?: number } = {}): Promise<MailSink> {
  const taken: Taken[] = [];
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
        const raw = await bytesOf(stream);
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
        taken.push(mail);
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
    mails: () => Promise.all(taken.map(parse)),
    mailsTo: (wanted) => Promise.all(taken.filter((mail) => mail.to.includes(wanted.toLowerCase())).map(parse)),
    count: () => taken.length,
    behave: (wanted, times = Infinity) => {
      [behaviour, left] = [wanted, times];
    },
    clear: () => void taken.splice(0),
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

async function parse({ from, to, raw, at }: Taken): Promise<SunkMail> {
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
