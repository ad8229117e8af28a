import { randomUUID } from 'node:crypto';

let counter = 0;

/** A phone number that is used only once in a run. */
export function freshPhone(): string {
  counter += 1;
  return `139${String(10_000_000 + counter)}`;
}

export function complaint(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { text: '家里宽带从昨晚开始一直断，打客服说要等三天', customer: { phone: freshPhone() }, ...changes };
}

export interface Accepted {
  id: string;
  number: string;
  code: string;
  trackingUrl: string;
}

/** `POST /api/complaints`, with a new key unless one is given. */
export function submit(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/api/complaints`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Posts a form as a browser does. */
export function post(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'null',
      'sec-fetch-site': 'same-origin',
      accept: 'text/html',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });
}

/** The hidden fields of a page. */
export function hiddenFields(html: string): Record<string, string> {
  const unescape = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      unescape(value!),
    ]),
  );
}
