import type { ComponentChildren } from 'preact';
import type { Draft } from './draft.rules.js';
import { DraftFields } from './fields.js';
import { Layout } from './layout.js';
import type { Voice } from './voice.js';

/** A page that only says something and where to go from here. */
export function MessagePage({ voice, title, text, children }: { voice: Voice; title: string; text?: string; children?: ComponentChildren }) {
  return (
    <Layout voice={voice} title={title}>
      <h1>{title}</h1>
      {text && <p>{text}</p>}
      {children}
      <p>
        <a href="/">{voice.say('page.home')}</a>
      </p>
    </Layout>
  );
}

/** The draft was sent before and changed since: nothing typed is lost, and nothing is sent twice by accident. */
export function AlreadySentPage({ voice, draft, token }: { voice: Voice; draft: Draft; token: string }) {
  const { say } = voice;
  return (
    <Layout voice={voice} title={say('page.sent.title')}>
      <h1>{say('page.sent.title')}</h1>
      <p>{say('page.sent.text')}</p>
      <p>
        <a href={`/receipt/${token}`} class="follow">
          {say('page.sent.view')}
        </a>
      </p>
      <form method="post" action="/" novalidate>
        {/* With a key of its own it is a new draft. */}
        <DraftFields draft={draft} step="check" shown={new Set()} />
        <input type="hidden" name="lang" value={voice.language} />
        <button type="submit" name="go" value="send" class="second">
          {say('page.sent.again')}
        </button>
      </form>
    </Layout>
  );
}
