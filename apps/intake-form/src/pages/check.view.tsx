import type { Question } from '@redress/policy';
import type { ComponentChildren } from 'preact';
import type { Draft, Step } from './draft.rules.js';
import { DraftFields, Trouble } from './fields.js';
import type { StepProps } from './form.view.js';
import { Emergency, Layout, PrivacyNote } from './layout.js';
import type { Voice } from '../language/voice.js';

interface CheckProps extends Omit<StepProps, 'messages'> {
  questions: readonly Question[];
}

/** The last page: all that was typed, the privacy notice and the button that sends it. */
export function CheckPage({ voice, draft, danger, questions, trouble }: CheckProps) {
  const { say, language } = voice;
  const answered = questions.filter(({ id }) => draft.answers[id]);
  const about = [draft.fields.aboutRelation, draft.fields.aboutAccount, draft.fields.aboutAddress].filter(
    (value) => value !== undefined,
  );
  return (
    <Layout voice={voice} title={say('check.title')} form="draft">
      <Trouble sentence={trouble} />
      {danger && <Emergency voice={voice} loud />}
      <h1>{say('check.title')}</h1>
      <form method="post" action="/" id="draft" novalidate>
        <DraftFields draft={draft} step="check" shown={new Set()} />
        <input type="hidden" name="lang" value={language} />
        <dl class="check">
          <Row voice={voice} title={say('check.text')} change="text">
            <p class="typed">{draft.text}</p>
          </Row>
          {questions.length > 0 && (
            <Row voice={voice} title={say('check.answers')} change="questions">
              {answered.length === 0 && <p>–</p>}
              {answered.map(({ id, text }) => (
                <p class="typed">
                  <span class="hint">{text[language]}</span>
                  <br />
                  {draft.answers[id]}
                </p>
              ))}
            </Row>
          )}
          <Row voice={voice} title={say('check.contact')} change="contact">
            {contactLines(draft, voice).map((value) => (
              <p class="typed">{value}</p>
            ))}
          </Row>
          {about.length > 0 && (
            <Row voice={voice} title={say('check.about')} change="contact">
              {about.map((value) => (
                <p class="typed">{value}</p>
              ))}
            </Row>
          )}
        </dl>
        <PrivacyNote voice={voice} />
        <button type="submit" name="go" value="send" class="main">
          {say('form.send')}
        </button>
      </form>
    </Layout>
  );
}

function contactLines(draft: Draft, voice: Voice): string[] {
  const { fields } = draft;
  const way =
    fields.replyBy === 'phone' || fields.replyBy === 'sms' || fields.replyBy === 'email' ? fields.replyBy : undefined;
  return [
    fields.name,
    fields.phone,
    fields.email,
    way && `${voice.say('form.contact.replyBy')} ${voice.say(`reply.${way}`)}`,
    fields.callTimes,
  ].filter((value) => value !== undefined);
}

function Row({
  voice,
  title,
  change,
  children,
}: {
  voice: Voice;
  title: string;
  change: Step;
  children: ComponentChildren;
}) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
      <dd class="change">
        <button
          type="submit"
          name="go"
          value={`edit:${change}`}
          class="link"
          aria-label={`${voice.say('check.change')} ${title}`}
        >
          {voice.say('check.change')}
        </button>
      </dd>
    </div>
  );
}
