import { groupNumber } from '@redress/contracts';
import { categoryName } from '../language/names.rules.js';
import type { Tracked } from '../tracking/tracked-complaint.js';
import { ErrorSummary, Field, type FieldMessage } from './fields.js';
import { Layout } from './layout.js';
import { comingNext, timelineOf } from './timeline.rules.js';
import type { Voice } from '../language/voice.js';

/** The timeline: first what comes next, then the past, newest first. */
export function TrackingPage({ voice, complaint, token }: { voice: Voice; complaint: Tracked; token: string }) {
  const { say } = voice;
  const category = categoryName(voice, complaint);
  const next = comingNext(voice, complaint);
  return (
    <Layout voice={voice} title={say('tracking.title')} languageFrom={`/t/${token}`}>
      <h1>{say('tracking.title')}</h1>
      <p class="figures small">{groupNumber(complaint.number)}</p>
      {category && <p>{say('receipt.understood', { category })}</p>}
      {next.length > 0 && (
        <>
          <h2>{say('tracking.next')}</h2>
          <ul class="facts">
            {next.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </>
      )}
      <h2>{say('tracking.before')}</h2>
      <ol class="timeline">
        {timelineOf(voice, complaint).map(({ at, text, told }) => (
          <li>
            <time datetime={at.toISOString()}>{voice.at(at)}</time>
            <span>{text}</span>
            {told !== undefined && <p class="told">{told}</p>}
          </li>
        ))}
      </ol>
      <p class="quiet">{say('receipt.nothing-happens', { hotline: voice.policy.operator.hotline })}</p>
    </Layout>
  );
}

export function TrackFormPage({
  voice,
  number,
  messages,
}: {
  voice: Voice;
  number: string;
  messages: readonly FieldMessage[];
}) {
  const { say } = voice;
  return (
    <Layout voice={voice} title={say('tracking.title')} languageFrom="/track">
      <ErrorSummary voice={voice} messages={messages} />
      <h1>{say('tracking.title')}</h1>
      <p class="hint">{say('tracking.hint')}</p>
      <form method="post" action="/track" novalidate>
        <input type="hidden" name="lang" value={voice.language} />
        <Field
          id="number"
          label={say('tracking.number')}
          value={number}
          messages={messages}
          inputmode="numeric"
          autocomplete="off"
          maxlength={40}
        />
        <Field
          id="code"
          label={say('tracking.code')}
          messages={messages}
          inputmode="numeric"
          autocomplete="off"
          maxlength={20}
          class="short"
        />
        <button type="submit" class="main">
          {say('tracking.open')}
        </button>
      </form>
    </Layout>
  );
}
