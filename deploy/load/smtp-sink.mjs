import net from 'node:net';

/**
 * A mail server that accepts every mail and stores only when it accepted the mail to `citizen<n>@`.
 * Runs as its own process; over IPC it replies to `{ times }` with `{ count, doubles, last, times? }`.
 */
const times = new Map();
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
        rest = rest.slice(end + 5);
        inData = false;
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
      if (verb === 'EHLO') socket.write('250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 SIZE 10000000\r\n');
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
process.on('message', ({ times: wanted }) => process.send({ count: times.size, doubles, last, ...(wanted && { times: [...times] }) }));
process.on('SIGTERM', () => process.exit(0));
