import { execFile } from 'node:child_process';
import { answers, freePort, root, start } from './processes.mjs';

/** Creates the topics with `redress topics apply`. */
export async function applyTopics(environment, replication = 1) {
  await new Promise((resolve, reject) =>
    execFile(
      process.execPath,
      ['apps/cli/dist/main.js', 'topics', 'apply', '--replication', String(replication)],
      { cwd: root, env: { ...process.env, ...environment } },
      (error, _, errors) => (error ? reject(new Error(`topics apply: ${errors}`)) : resolve()),
    ),
  );
}

/** Starts one service as its own process, on `port` (default: a free one). Returns its public URL as `url`. */
export async function startService(name, environment, { log, port: wanted } = {}) {
  const [port, ops] = [wanted ?? (await freePort()), await freePort()];
  const child = await start(
    name,
    `apps/${name}/dist/main.js`,
    { PORT: String(port), OPS_PORT: String(ops), ...environment },
    answers(`http://127.0.0.1:${ops}/readyz`),
    { log },
  );
  return { ...child, url: `http://127.0.0.1:${port}` };
}

/** Starts the mail server that receives the confirmations. */
export async function startSink() {
  const port = await freePort();
  const sink = await start('sink', 'deploy/load/smtp-sink.mjs', { SINK_PORT: String(port) }, async (child) => {
    while (child.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  return {
    ...sink,
    environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Redress <noreply@example.test>' },
  };
}

/** Starts a bare handler for comparison. */
export async function startBare(script, environment) {
  const port = await freePort();
  const child = await start(
    script,
    `deploy/load/${script}.mjs`,
    { PORT: String(port), ...environment },
    async (one) => {
      while (one.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  );
  return { ...child, url: `http://127.0.0.1:${port}` };
}
