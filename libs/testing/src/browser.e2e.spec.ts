import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { axe, desktop, openBrowser, type TestBrowser } from './browser.js';

let browser: TestBrowser;
let server: Server;
let url: string;
const page = `<!doctype html><html lang="zh-CN"><head><title>投诉</title></head><body><main><h1>投诉</h1>
  <noscript><p id="without">no scripts</p></noscript>
  <img src="https://tracker.example/pixel.gif" alt=""></main></body></html>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .setHeader('content-security-policy', "script-src 'none'");
    response.end(request.url === '/bad' ? page.replace('alt=""', '').replace(' lang="zh-CN"', '') : page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  server.close();
});

it('shows a page phone-sized, and blocks and reports requests to other machines', async () => {
  const view = await browser.page();
  await view.goto(url);
  expect(await view.locator('h1').textContent()).toBe('投诉');
  expect(view.viewportSize()?.width).toBeLessThan(450);
  expect(browser.outside).toEqual(['https://tracker.example/pixel.gif']);
});

it('shows a page on a desktop without scripts', async () => {
  const view = await browser.page({ ...desktop, javaScriptEnabled: false });
  await view.goto(url);
  expect(await view.locator('#without').isVisible()).toBe(true);
});

it('reports no problem of a good page and each problem of a bad one, under a strict policy', async () => {
  const view = await browser.page();
  await view.goto(url);
  expect(await axe(view)).toEqual([]);
  await view.goto(`${url}/bad`);
  expect((await axe(view)).map((finding) => finding.id).sort()).toEqual(['html-has-lang', 'image-alt']);
});
