import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, devices, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** The two screen sizes in which each page is tested. */
export const phone: BrowserContextOptions = { ...devices['Pixel 7'], locale: 'zh-CN' };
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'zh-CN' };

export interface TestBrowser {
  /**
   * Opens a page in its own session (cookies, storage). Default: phone-sized, zh-CN. `{ javaScriptEnabled: false }`
   * shows it as a customer without scripts sees it.
   */
  page(options?: BrowserContextOptions): Promise<Page>;
  /** The URLs outside this machine that pages requested; the requests were blocked. Our pages request none. */
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
 * Starts a headless Chromium: CHROMIUM_PATH, or Debian's /usr/bin/chromium.
 * @throws Error that says how to install it
 */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`There is no browser at ${executablePath}: run "apt-get install chromium", or set CHROMIUM_PATH.`);
  }
  const browser = await chromium.launch({ executablePath, headless: true, args: flags });
  const outside: string[] = [];
  return {
    outside,
    page: async (options = {}) => {
      const context = await browser.newContext({ ...phone, serviceWorkers: 'block', ...options });
      await blockOutside(context, outside);
      return context.newPage();
    },
    close: () => browser.close(),
  };
}

async function blockOutside(context: BrowserContext, outside: string[]): Promise<void> {
  await context.route(
    (url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1',
    async (route) => {
      outside.push(route.request().url());
      await route.abort('blockedbyclient');
    },
  );
}

/** A rule of WCAG 2.2 AA (or a best practice) that a page violates. */
interface AxeFinding {
  id: string;
  impact: string;
  help: string;
  /** Selectors of the elements concerned. */
  where: string[];
}

interface AxeResults {
  violations: { id: string; impact: string | null; help: string; nodes: { target: unknown[] }[] }[];
}

/** The accessibility problems that axe-core finds in the page as it is now. The page needs scripts enabled. */
export async function axe(page: Page): Promise<AxeFinding[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated through the debugger, which a strict Content-Security-Policy does not block.
  await page.evaluate(source);
  const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return results.violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact: impact ?? 'unknown',
    help,
    where: nodes.map((node) => node.target.map(String).join(' ')),
  }));
}
