import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A TCP proxy in front of a database that can stop forwarding without closing anything, as a firewall does that
 * forgets connections.
 */
export interface StallingProxy {
  url: string;
  /** From now on no byte of the present connections is forwarded; new ones work. */
  stall(): void;
  close(): Promise<void>;
}

export async function startStallingProxy(databaseUrl: string): Promise<StallingProxy> {
  const target = new URL(databaseUrl);
  const pairs: [Socket, Socket][] = [];
  const sockets: Socket[] = [];
  const server = createServer((inbound) => {
    const outbound = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      from.on('error', () => undefined);
      from.pipe(to);
    }
    pairs.push([inbound, outbound]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: Object.assign(new URL(databaseUrl), { port: String((server.address() as AddressInfo).port) }).href,
    stall: () => {
      for (const [inbound, outbound] of pairs.splice(0)) {
        inbound.unpipe(outbound).pause();
        outbound.unpipe(inbound).pause();
        sockets.push(inbound, outbound);
      }
    },
    close: async () => {
      for (const socket of [...sockets, ...pairs.flat()]) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
