import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How the server behaves; an absent field means that it accepts. Replies are whole lines: `550 5.1.1 unknown`. */
export interface Behaviour {
  /** The reply to MAIL FROM. */
  mail?: string;
  /** The reply to RCPT TO. */
  rcpt?: (address: string) => string | undefined;
  /**
   * The reply to the nth text; `drop` closes the connection, `hang` sends nothing. The mail is kept as received in any
   * case.
   */
  data?: (count: number) => string | 'drop' | 'hang' | undefined;
  /** Sends nothing on a new connection. */
  silent?: boolean;
}

export interface ReceivedMail {
  to: string;
  messageId: string;
}

/** A mail server on TCP whose behaviour can be changed while it runs, including to faulty behaviour. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  connections = 0;
  behaviour: Behaviour = {};
  private readonly hanging: Socket[] = [];
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private portNumber = 0;

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    await server.listen();
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.portNumber}`;
  }

  /** Listens (again) on the same port. */
  async listen(): Promise<void> {
    this.server = createServer({ noDelay: true }, (socket) => this.serve(socket));
    await new Promise<void>((resolve) => this.server!.listen(this.portNumber, '127.0.0.1', resolve));
    this.portNumber = (this.server.address() as AddressInfo).port;
  }

  /** Closes every connection at once. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
    this.server = undefined;
  }

  /** Sends the replies that `hang` delayed. */
  replyToHanging(reply: string): void {
    for (const socket of this.hanging.splice(0)) socket.write(`${reply}\r\n`);
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    if (this.behaviour.silent) return;
    socket.write('220 spec ESMTP\r\n');
    let input = '';
    let to: string | undefined;
    let inText = false;
    socket.on('data', (chunk) => {
      input += chunk.toString('latin1');
      for (;;) {
        const end = input.indexOf(inText ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = input.slice(0, end);
        input = input.slice(end + (inText ? 5 : 2));
        if (inText) {
          inText = false;
          const messageId = /^Message-ID: (.*)$/m.exec(line)?.[1] ?? '';
          this.received.push({ to: to!, messageId: messageId.trim() });
          const answer = this.behaviour.data?.(this.received.length) ?? '250 2.0.0 taken';
          if (answer === 'hang') {
            this.hanging.push(socket);
            return;
          }
          if (answer === 'drop') return void socket.destroy();
          socket.write(`${answer}\r\n`);
          to = undefined;
        } else if (/^EHLO/i.test(line)) socket.write('250-spec\r\n250-PIPELINING\r\n250 8BITMIME\r\n');
        else if (/^MAIL FROM/i.test(line)) socket.write(`${this.behaviour.mail ?? '250 2.1.0 yes'}\r\n`);
        else if (/^RCPT TO/i.test(line)) {
          const address = /<(.*)>/.exec(line)![1]!;
          const refusal = this.behaviour.rcpt?.(address);
          if (!refusal) to = address;
          socket.write(`${refusal ?? '250 2.1.5 yes'}\r\n`);
        } else if (/^DATA/i.test(line)) {
          inText = to !== undefined;
          socket.write(inText ? '354 go on\r\n' : '503 5.5.1 no recipient\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 2.0.0 ok\r\n');
      }
    });
  }
}
