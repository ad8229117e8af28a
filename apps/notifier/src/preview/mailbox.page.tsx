import { groupNumber, type Language } from '@redress/contracts';
import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { mailboxStyles } from './mailbox.styles.js';
import { mailboxWords, type MailboxWords } from './mailbox-words.js';
import { masked } from './mask.rules.js';
import type { Preview } from './preview.entity.js';

/** The properties that both pages need besides their content. */
export interface Frame {
  language: Language;
  /** CSS colour of the policy. */
  accent: string;
  /** Formats an instant in the time zone of the policy. */
  formatted: (at: Date) => string;
}

/** The list, newest first. `older`: the position of the next page. `first`: this is the first page. */
export function listPage(
  frame: Frame,
  previews: readonly Preview[],
  older: number | undefined,
  first: boolean,
): string {
  const words = mailboxWords[frame.language];
  return page(
    frame,
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="note">{words.explained}</p>
      {previews.length === 0 ? (
        <p class="empty">{words.empty}</p>
      ) : (
        <ol>{previews.map((preview) => row(frame, words, preview))}</ol>
      )}
      <nav>
        {!first && <a href="/mailbox">{words.newest}</a>}
        {older !== undefined && (
          <a href={`/mailbox?before=${older}`} rel="next">
            {words.older}
          </a>
        )}
      </nav>
    </>,
  );
}

function row(
  frame: Frame,
  words: MailboxWords,
  { id, form, recipient, language, subject, bodyText, shownAt }: Preview,
): JSX.Element {
  return (
    <li key={id}>
      <a href={`/mailbox/${id}`}>
        <strong lang={language}>{subject || bodyText}</strong>
        <span class="form">{words[form]}</span>
        <span>{recipient && masked(recipient)}</span>
        <time dateTime={shownAt.toISOString()}>{frame.formatted(shownAt)}</time>
      </a>
    </li>
  );
}

/** One message as the customer would have seen it. */
export function messagePage(
  frame: Frame,
  { form, recipient, language, number, subject, bodyText, bodyHtml, shownAt }: Preview,
): string {
  const words = mailboxWords[frame.language];
  const title = subject || words.sms;
  return page(
    frame,
    title,
    <>
      <p>
        <a href="/mailbox">{words.back}</a>
      </p>
      <h1 lang={subject ? language : undefined}>{title}</h1>
      <dl>
        <dt>{words.to}</dt>
        <dd>{recipient ?? '–'}</dd>
        <dt>{words.number}</dt>
        <dd class="digits">{groupNumber(number)}</dd>
        <dt>{words.shown}</dt>
        <dd>
          <time dateTime={shownAt.toISOString()}>{frame.formatted(shownAt)}</time>
        </dd>
      </dl>
      {bodyHtml && (
        <section>
          <h2>{words.asHtml}</h2>
          <iframe
            title={words.asHtml}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            srcdoc={withLinksOutside(bodyHtml)}
          />
        </section>
      )}
      <section>
        {form === 'mail' && <h2>{words.asText}</h2>}
        <pre lang={language}>{linked(bodyText)}</pre>
      </section>
    </>,
  );
}

/** Links in the frame open in a new tab. */
function withLinksOutside(html: string): string {
  return html.replace('<head>', '<head><base target="_blank">');
}

function linked(text: string): ComponentChildren[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => (index % 2 ? <a href={part}>{part}</a> : part));
}

function page({ language, accent }: Frame, title: string, content: ComponentChildren): string {
  const document = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: mailboxStyles(accent) }} />
      </head>
      <body>
        <main>{content}</main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(document)}`;
}
