import net from 'node:net';

/**
 * A mail server that accepts every mail and stores only when it accepted the mails to `citizen<n>@`, and their
 * Message-IDs. Runs as its own process; over IPC it replies with `{ count, doubles, last }`, to `{ times: true }` also
 * with `times` (`[citizen, last accepted]`), to `{ mails: true }` also with `mails`
 * (`[citizen, first accepted, number of Message-IDs]`).
 */
const times = new Map();
const mails = new Map();
let doubles = 0;
let last = 0;
const server = net.createServer((socket) => {
  let rest = '';
  let inData = false;
  let citizen = -1;
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.write('220 sink ESMTP\r\n');
  socket.on('data', (data) => {
    rest += data.toString('latin1');
    for (;;) {
      if (inData) {
        const end = rest.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const messageId = /^message-id:\s*(\S+)/im.exec(rest)?.[1];
        rest = rest.slice(end + 5);
        inData = false;
        const mail = mails.get(citizen) ?? { first: Date.now(), ids: new Set() };
        mails.set(citizen, mail);
        mail.ids.add(messageId);
        if (times.has(citizen)) doubles += 1;
        last = Date.now();
        times.set(citizen, last);
        socket.write('250 2.0.0 accepted\r\n');
      }
      const end = rest.indexOf('\r\n');
      if (end < 0) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO')
        socket.write('250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 SIZE 10000000\r\n');
      else if (verb === 'DATA') {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else {
        if (verb === 'RCPT') citizen = Number(/citizen(\d+)@/.exec(line)?.[1] ?? -1);
        socket.write('250 2.0.0 ok\r\n');
      }
    }
  });
});
server.listen(Number(process.env.SINK_PORT), '127.0.0.1', () => process.send?.({ ready: true }));
process.on('message', (asked) =>
  process.send({
    count: times.size,
    doubles,
    last,
    ...(asked.times && { times: [...times] }),
    ...(asked.mails && { mails: [...mails].map(([citizen, { first, ids }]) => [citizen, first, ids.size]) }),
  }),
);
process.on('SIGTERM', () => process.exit(0));
