import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@redress/testing';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAllInOne, type AllInOne } from './start-all-in-one.js';

let home: string;
let running: AllInOne;
let printed = '';
const start = (more: Record<string, string> = {}) =>
  startAllInOne({
    environment: { REDRESS_HOME: home, PORT: '0', STAFF_PORT: '0', OPS_PORT: '0', LOG_LEVEL: 'silent', ...more },
    terminal: false,
    print: (text) => (printed += text),
  });
const complain = async (): Promise<{ number: string; code: string; trackingUrl: string }> => {
  const response = await fetch(`${running.publicUrl}/api/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'all-in-one-e2e-0001' },
    body: JSON.stringify({
      text: '家里宽带从昨晚开始一直断，打客服说要等三天',
      customer: { email: 'li@example.test' },
    }),
  });
  expect(response.status).toBe(202);
  return (await response.json()) as { number: string; code: string; trackingUrl: string };
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'redress-all-in-one-'));
  running = await start();
});
afterAll(async () => {
  await running?.stop();
  await rm(home, { recursive: true, force: true });
});

describe('all in one', () => {
  it('prints the addresses of its pages', () => {
    expect(printed).toMatch(/http:\/\/localhost:\d+\/\n/);
    expect(printed).toMatch(/http:\/\/localhost:\d+\/mailbox/);
    expect(printed).toContain(home);
  });

  it('keeps its secrets in a file that only its user can read', async () => {
    expect((await stat(join(home, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('accepts a complaint, routes it and confirms it, and gives the same number after a restart', async () => {
    const first = await complain();
    expect(first.number).toMatch(/^\d{16}$/);
    await eventually(async () => {
      const inbox = await (await fetch(`${running.opsUrl}/mailbox`)).text();
      expect(inbox.replace(/\s/g, '')).toContain(first.number.slice(0, 4));
    }, 10_000);
    await running.stop();
    running = await start();
    expect(await complain()).toMatchObject({ number: first.number, code: first.code });
  });

  it('refuses a second start in the same home, and names it', async () => {
    await expect(start()).rejects.toThrow(home);
    expect((await fetch(`${running.publicUrl}/healthz`)).status).toBe(200);
  });

  it('names every wrong variable before it starts anything', async () => {
    await expect(
      start({ PORT: 'x', INSTALLATION_SECRET: 'short', REDRESS_HOME: join(home, 'nowhere') }),
    ).rejects.toThrow(/2 environment variables/);
    await expect(stat(join(home, 'nowhere'))).rejects.toThrow('ENOENT');
  });

  it('never replaces a damaged secrets file', async () => {
    const path = join(home, 'secrets.json');
    const before = await readFile(path, 'utf8');
    await writeFile(path, '{');
    await expect(start()).rejects.toThrow('secrets.json is damaged');
    await writeFile(path, before);
  });
});
