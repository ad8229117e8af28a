/** Runs the services of an older checkout as separate processes, which can be killed in the middle of their work. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { serviceVariables } from '../service-variables.mjs';

/** Test values; specs that restore the dump start the current services with them. */
export const installation = {
  INSTALLATION_SECRET: 'upgrade-test-installation-secret-0001',
  LINK_SECRETS: 'k1:upgrade-test-link-secret-000000000001',
  PUBLIC_URL: 'https://complaints.example.test',
  MAIL_FROM: 'Example Telecom <noreply@example.test>',
};

export class OldServices {
  #running = new Set();

  /**
   * @param {{ checkout: string, databaseUrl: string, freePort: () => Promise<number> }} options `checkout`: the folder,
   *   built
   */
  constructor(options) {
    Object.assign(this, options);
  }

  /**
   * Starts one app and resolves when `path` on its staff port returns 200. Returns its URL, `pause`, `kill` and `stop`.
   */
  async start(app, variables = {}, path = '/readyz') {
    const [port, staffPort] = [await this.freePort(), await this.freePort()];
    const child = spawn(process.execPath, [join(this.checkout, 'apps', app, 'dist/main.js')], {
      env: this.#environment({ PORT: String(port), STAFF_PORT: String(staffPort), ...variables }),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    this.#running.add(child);
    const exited = new Promise((resolve) => child.once('exit', resolve)).then(() => this.#running.delete(child));
    const end = (signal) => {
      child.kill(signal);
      return exited;
    };
    await until(`${app} ${path}`, async () => (await fetch(`http://127.0.0.1:${staffPort}${path}`)).ok);
    return {
      url: `http://127.0.0.1:${port}`,
      pause: () => void child.kill('SIGSTOP'),
      kill: () => end('SIGKILL'),
      stop: () => end('SIGTERM'),
    };
  }

  /** Runs a command of the older operator CLI. */
  redress(...words) {
    const child = spawn(process.execPath, [join(this.checkout, 'apps/cli/dist/main.js'), ...words], {
      env: this.#environment({}),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return new Promise((resolve, reject) => {
      child.once('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`redress ${words.join(' ')} exited with ${code}`)),
      );
    });
  }

  killAll() {
    for (const child of this.#running) child.kill('SIGKILL');
  }

  #environment(variables) {
    const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !serviceVariables.includes(name)));
    const own = { DATABASE_URL: this.databaseUrl, POLICY_DIR: join(this.checkout, 'deploy/policies/telecom') };
    const all = {
      ...clean,
      LOG_LEVEL: 'error',
      TOPIC_PARTITIONS: '2',
      TOPIC_REPLICATION: '1',
      ...installation,
      ...own,
      ...variables,
    };
    // A variable whose value is undefined is not set.
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }
}

/** Calls `attempt` every 50 ms until it returns a true value. */
export async function until(what, attempt, seconds = 60) {
  for (const end = performance.now() + seconds * 1_000; performance.now() < end;) {
    const found = await attempt().catch(() => undefined);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

/** Repeats a request that gets 503 because the database is busy, with the same key, as clients do. */
async function postUntilStored(url, options) {
  for (let tries = 1; ; tries++) {
    const response = await fetch(url, { method: 'POST', ...options });
    if (response.status !== 503 || tries === 10) return response;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Submits a complaint over REST. Returns the key, the body and the response. */
export async function submitOverRest(url, body) {
  const key = randomUUID();
  const response = await postUntilStored(`${url}/api/complaints`, {
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  if (response.status !== 202) throw new Error(`POST /api/complaints returned ${response.status}`);
  return { via: 'rest', key, body, accepted: await response.json() };
}

/** Submits a complaint like the last page of the form, with the key of the first page. */
export async function submitOverForm(url, { text, email }) {
  const [, key] = /name="key" value="([^"]+)"/.exec(await (await fetch(url)).text());
  const response = await postUntilStored(url, {
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ key, step: 'check', go: 'send', lang: 'zh-CN', text, email }).toString(),
  });
  const token = /\/receipt\/([^/?]+)$/.exec(response.headers.get('location') ?? '')?.[1];
  if (response.status !== 303 || !token) throw new Error(`the form returned ${response.status}`);
  return { via: 'form', key, token, body: { text, customer: { email, language: 'zh-CN' } } };
}

/** The response of tracking over REST. */
export async function progressOf(url, { number, code }) {
  const response = await fetch(`${url}/api/complaints/${number}`, { headers: { authorization: `Bearer ${code}` } });
  if (!response.ok) throw new Error(`tracking returned ${response.status}`);
  return response.json();
}
