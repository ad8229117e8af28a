import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintAssigned } from '@redress/contracts';
import { axe, desktop, openBrowser, phone, type TestBrowser } from '@redress/testing';
import { complaint, freshPhone, submit, type Accepted } from '../spec/requests.js';
import { runForm, type RunningForm } from '../spec/running-form.js';

const text = '家里宽带从昨晚开始一直断，打客服说要等三天';
const narrow = { viewport: { width: 320, height: 640 }, locale: 'zh-CN' };
type Page = Awaited<ReturnType<TestBrowser['page']>>;

describe('the form in a real browser', () => {
  let form: RunningForm;
  let browser: TestBrowser;
  beforeAll(async () => {
    [form, browser] = await Promise.all([runForm({ environment: { FORM_PER_ADDRESS: '100000' } }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await form?.stop();
  });

  /** Visits every page on the way to the receipt, and the pages with errors. */
  async function walk(page: Page, look: (name: string) => Promise<void>): Promise<void> {
    const onwards = () => page.click('button.main');
    await page.goto(form.url);
    await look('text');
    await onwards();
    await look('text with an error');
    await page.fill('#text', text);
    await onwards();
    await look('questions');
    await onwards();
    await look('contact');
    await onwards();
    await look('contact with errors');
    await page.fill('#phone', freshPhone());
    await onwards();
    await look('check');
    await onwards();
    await page.waitForURL('**/receipt/**');
    await look('receipt');
    await page.click('a.follow');
    await look('tracking');
    await page.goto(`${form.url}/track`);
    await onwards();
    await look('track with errors');
  }

  /** The link token of a new complaint. */
  async function received(): Promise<string> {
    const { trackingUrl } = (await (await submit(form.url, complaint())).json()) as Accepted;
    return trackingUrl.slice(trackingUrl.lastIndexOf('/') + 1);
  }

  /** Publishes the decision of routing; gives the category's name, which the customer then sees. */
  async function assign(token: string): Promise<string> {
    const id = form.installation.readLinkToken(token)!;
    const { categories, hash } = form.policies.current;
    const { id: category, department, name } = categories[0]!;
    await form.emit({
      definition: complaintAssigned,
      subject: id,
      data: {
        number: form.installation.numberOf(id),
        channel: 'form',
        receivedAt: new Date().toISOString(),
        language: 'zh-CN',
        customer: {},
        kind: 'complaint',
        category,
        department,
        severity: 'minor',
        tier: 'blue',
        flags: [],
        candidates: [],
        dueAt: new Date(Date.now() + 86_400_000).toISOString(),
        confidential: false,
        madeBy: 'rules',
        policyHash: hash,
        reasons: [],
      },
    });
    return name['zh-CN'];
  }

  it.each([
    ['on a phone', phone],
    ['on a desktop with dark colours', { ...desktop, colorScheme: 'dark' as const }],
  ])('has no finding of axe on any page (%s)', async (_, options) => {
    const page = await browser.page(options);
    const found: string[] = [];
    await walk(page, async (name) => {
      for (const { id, where } of await axe(page)) found.push(`${name}: ${id} ${where.join(', ')}`);
    });
    expect(found).toEqual([]);
    expect(browser.outside).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['zh-CN', true],
    ['en', false],
  ])('never scrolls sideways at 320 px (%s, scripts on: %s)', async (locale, javaScriptEnabled) => {
    const page = await browser.page({ ...narrow, locale, javaScriptEnabled });
    const tooWide: string[] = [];
    await walk(page, async (name) => {
      const width = await page
        .locator('html')
        .evaluate((root) => (root as unknown as { scrollWidth: number }).scrollWidth);
      if (width > 320) tooWide.push(`${name}: ${width}`);
    });
    expect(tooWide).toEqual([]);
    await page.context().close();
  });

  it('focuses the error summary with and without scripts, and links from it to the field', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await browser.page({ javaScriptEnabled });
      await page.goto(form.url);
      await page.click('button.main');
      expect(await page.locator(':focus').getAttribute('id')).toBe('errors');
      await page.click('#errors a');
      expect(page.url()).toMatch(/#text$/);
      await page.context().close();
    }
  });

  it('shows the decision on the receipt without a reload by the customer', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await browser.page({ javaScriptEnabled });
      const token = await received();
      await page.goto(`${form.url}/receipt/${token}`);
      const category = await assign(token);
      await page.getByText(category).waitFor({ timeout: 10_000 });
      await page.context().close();
    }
  });

  it('stores one complaint for a double click', async () => {
    const page = await browser.page();
    await page.goto(form.url);
    await page.fill('#text', text);
    await page.click('button.main');
    await page.click('button.main');
    const number = freshPhone();
    await page.fill('#phone', number);
    await page.click('button.main');
    const key = await page.locator('input[name=key]').inputValue();
    await page.dblclick('button.main');
    await page.waitForURL('**/receipt/**');
    expect(await form.dataSource.query('SELECT 1 FROM intake_form.ledger WHERE reference = $1', [key])).toHaveLength(1);
    await page.context().close();
  });

  it('sends its origin with a form, so that it can be told from a page of another site', async () => {
    const page = await browser.page();
    await page.goto(form.url);
    const posted = page.waitForRequest((request) => request.method() === 'POST');
    await page.click('button.main');
    expect((await (await posted).allHeaders())['origin']).toBe(form.url);
    await page.goto(`${form.url}/track`);
    const tracked = page.waitForRequest((request) => request.method() === 'POST');
    await page.click('button.main');
    expect((await (await tracked).allHeaders())['origin']).toBe(form.url);
    await page.context().close();
  });

  it('keeps an unfinished text in the browser and forgets it once it is sent', async () => {
    const page = await browser.page();
    await page.goto(form.url);
    await page.fill('#text', text);
    await page.goto(`${form.url}/track`);
    await page.goto(form.url);
    expect(await page.inputValue('#text')).toBe(text);
    await page.goto(`${form.url}/receipt/${await received()}`);
    await page.locator('.copy').waitFor();
    await page.goto(form.url);
    expect(await page.inputValue('#text')).toBe('');
    await page.context().close();
  });

  it('copies number and code', async () => {
    const page = await browser.page({ ...phone, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${form.url}/receipt/${await received()}`);
    await page.click('.copy');
    await page.getByText(form.policies.current.phrases['zh-CN']['receipt.copied']!, { exact: true }).waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(
      /\d{4} \d{4} \d{4} \d{4}\s[^]*\d{6}$/,
    );
    await page.context().close();
  });

  it('shows the emergency line while the customer types about danger', async () => {
    const page = await browser.page();
    await page.goto(form.url);
    expect(await page.locator('.emergency.loud').count()).toBe(0);
    await page.fill('#text', '门口的电线杆倒了，线掉下来还在冒火');
    await page.locator('.emergency.loud').waitFor();
    await page.context().close();
  });

  it('can be used with the keyboard alone', async () => {
    const page = await browser.page(desktop);
    await page.goto(form.url);
    await page.focus('#text');
    await page.keyboard.type('hello');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('input[name=step][value=questions], input[name=step][value=contact]', {
      state: 'attached',
    });
    await page.context().close();
  });
});
