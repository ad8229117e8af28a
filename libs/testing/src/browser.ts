import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, devices, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** The sizes every page is looked at in. */
export const phone: BrowserContextOptions = { ...devices['Pixel 7'], locale: 'zh-CN' };
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'zh-CN' };

export interface TestBrowser {
  /**
   * A page in a session of its own (cookies, storage). Phone-sized and zh-CN unless told; `{ javaScriptEnabled: false }`
   * is how a customer without scripts sees it.
   */
  page(options?: BrowserContextOptions): Promise<Page>;
  /** Addresses outside this machine that pages asked for; they were refused. A page of ours asks for none. */
  readonly outside: readonly string[];
  close(): Promise<void>;
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A real Chromium: CHROMIUM_PATH, else Debian's /usr/bin/chromium, without a window.
 * @throws Error telling how to get one
 */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`There is no browser at ${executablePath}: "apt-get install chromium", or name one with CHROMIUM_PATH.`);
  }
  const browser = await chromium.launch({ executablePath, headless: true, args: flags });
  const outside: string[] = [];
  return {
    outside,
    page: async (options = {}) => {
      const context = await browser.newContext({ ...phone, serviceWorkers: 'block', ...options });
      await keepInside(context, outside);
      return context.newPage();
    },
    close: () => browser.close(),
  };
}

async function keepInside(context: BrowserContext, outside: string[]): Promise<void> {
  await context.route(
    (url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1',
    async (route) => {
      outside.push(route.request().url());
      await route.abort('blockedbyclient');
    },
  );
}

/** A rule of WCAG 2.2 AA (or a best practice) that a page breaks. */
export interface AxeFinding {
  id: string;
  impact: string;
  help: string;
  /** Selectors of the elements. */
  where: string[];
}

interface AxeResults {
  violations: { id: string; impact: string | null; help: string; nodes: { target: unknown[] }[] }[];
}

/** What axe-core finds wrong with the page as it is now; an empty list is the goal. The page needs scripts enabled. */
export async function axe(page: Page): Promise<AxeFinding[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Through the debugger, so a strict Content-Security-Policy does not stand in the way.
  await page.evaluate(source);
  const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return results.violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact: impact ?? 'unknown',
    help,
    where: nodes.map((node) => node.target.map(String).join(' ')),
  }));
}
