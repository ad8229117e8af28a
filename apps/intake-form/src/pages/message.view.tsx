import type { ComponentChildren } from 'preact';
import type { Draft } from './draft.rules.js';
import { DraftFields } from './fields.js';
import { Layout } from './layout.js';
import type { Voice } from '../language/voice.js';

/** A page with a message and a link to the first page. */
export function MessagePage({
  voice,
  title,
  text,
  children,
}: {
  voice: Voice;
  title: string;
  text?: string;
  children?: ComponentChildren;
}) {
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

/**
 * Shown when the draft's key already stands for another body. It offers to send what was typed as a new complaint. It says
 * nothing about the complaint that was sent, because a person who knows the key need not be its sender.
 */
export function AlreadySentPage({ voice, draft }: { voice: Voice; draft: Draft }) {
  const { say } = voice;
  return (
    <Layout voice={voice} title={say('page.sent.title')}>
      <h1>{say('page.sent.title')}</h1>
      <p>{say('page.sent.changed')}</p>
      <p class="typed">{draft.text}</p>
      <form method="post" action="/" novalidate>
        <DraftFields draft={draft} step="check" shown={new Set()} />
        <input type="hidden" name="lang" value={voice.language} />
        <button type="submit" name="go" value="send" class="main">
          {say('page.sent.again')}
        </button>
        <p class="buttons">
          <button type="submit" name="go" value="edit:text" class="second">
            {say('check.change')}
          </button>
        </p>
      </form>
    </Layout>
  );
}
