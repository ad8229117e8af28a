import type { Question } from '@redress/policy';
import { formReplyWays } from '@redress/contracts';
import { answerPrefix, lineFields, type Draft } from './draft.rules.js';
import { DraftFields, ErrorSummary, Field, Trouble, type FieldMessage } from './fields.js';
import { Emergency, Layout, PrivacyNote } from './layout.js';
import type { Voice } from '../language/voice.js';

export interface StepProps {
  voice: Voice;
  draft: Draft;
  messages: readonly FieldMessage[];
  /** The text describes a danger. */
  danger: boolean;
  /** Why the request failed although the fields are valid. */
  trouble?: string | undefined;
}

const formId = 'draft';

/** The first page: what happened. */
export function TextPage({ voice, draft, messages, danger, trouble }: StepProps) {
  const { say } = voice;
  return (
    <Layout voice={voice} title={say('form.question')} form={formId}>
      <Trouble sentence={trouble} />
      <ErrorSummary voice={voice} messages={messages} />
      {danger && <Emergency voice={voice} loud />}
      <form method="post" action="/" id={formId} novalidate>
        <DraftFields draft={draft} step="text" shown={new Set(['text'])} />
        <input type="hidden" name="lang" value={voice.language} />
        <Field
          id="text"
          label={say('form.question')}
          hint={say('form.question.hint')}
          value={draft.text}
          messages={messages}
          heading
          rows={8}
          maxlength={20_000}
          class="story"
        />
        <button type="submit" name="go" value="next" class="main">
          {say('form.next')}
        </button>
      </form>
      {!danger && <Emergency voice={voice} loud={false} />}
      <PrivacyNote voice={voice} />
    </Layout>
  );
}

/** At most three questions, all optional. */
export function QuestionsPage({
  voice,
  draft,
  messages,
  danger,
  trouble,
  questions,
}: StepProps & { questions: readonly Question[] }) {
  const { say, language } = voice;
  return (
    <Layout voice={voice} title={say('questions.title')} form={formId}>
      <Trouble sentence={trouble} />
      <ErrorSummary voice={voice} messages={messages} />
      {danger && <Emergency voice={voice} loud />}
      <h1>{say('questions.title')}</h1>
      <p class="hint">{say('questions.hint')}</p>
      <form method="post" action="/" id={formId} novalidate>
        <DraftFields draft={draft} step="questions" shown={new Set(questions.map(({ id }) => answerPrefix + id))} />
        <input type="hidden" name="lang" value={language} />
        {questions.map(({ id, text }) => (
          <Field id={answerPrefix + id} label={text[language]} value={draft.answers[id]} messages={messages} rows={2} />
        ))}
        <button type="submit" name="go" value="next" class="main">
          {say('form.next')}
        </button>
        <p class="buttons">
          <button type="submit" name="go" value="skip" class="second">
            {say('form.skip')}
          </button>
          <button type="submit" name="go" value="edit:text" class="second">
            {say('form.back')}
          </button>
        </p>
      </form>
    </Layout>
  );
}

/** How to answer: a phone number or a mail address is required, the rest is optional. */
export function ContactPage({ voice, draft, messages, danger, trouble }: StepProps) {
  const { say } = voice;
  const { fields } = draft;
  const wayError = messages.find(({ field }) => field === 'replyBy')?.message;
  const elsewhere = fields.aboutRelation ?? fields.aboutAccount ?? fields.aboutAddress;
  const line = (id: (typeof lineFields)[number]) => ({ id, value: fields[id], messages });
  return (
    <Layout voice={voice} title={say('form.contact.title')} form={formId}>
      <Trouble sentence={trouble} />
      <ErrorSummary voice={voice} messages={messages} />
      {danger && <Emergency voice={voice} loud />}
      <h1>{say('form.contact.title')}</h1>
      <p class="hint">{say('form.contact.hint')}</p>
      <form method="post" action="/" id={formId} novalidate>
        <DraftFields draft={draft} step="contact" shown={new Set(lineFields)} />
        <input type="hidden" name="lang" value={voice.language} />
        <Field
          {...line('phone')}
          label={say('form.contact.phone')}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          maxlength={40}
        />
        <Field
          {...line('email')}
          label={say('form.contact.email')}
          type="email"
          inputmode="email"
          autocomplete="email"
          maxlength={254}
        />
        <fieldset class={wayError ? 'field wrong' : 'field'} aria-describedby={wayError && 'replyBy-error'}>
          <legend>{say('form.contact.replyBy')}</legend>
          {wayError && (
            <p class="error" id="replyBy-error">
              {wayError}
            </p>
          )}
          <div class="choices">
            {(['', ...formReplyWays] as const).map((way) => (
              <label class="choice">
                <input
                  type="radio"
                  name="replyBy"
                  id={way === '' ? 'replyBy' : `replyBy-${way}`}
                  value={way}
                  checked={(fields.replyBy ?? '') === way}
                />
                <span>{way === '' ? say('form.contact.any') : say(`reply.${way}`)}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Field {...line('name')} label={say('form.contact.name')} autocomplete="name" maxlength={100} />
        <Field {...line('callTimes')} label={say('form.contact.callTimes')} maxlength={200} />
        <details open={elsewhere !== undefined}>
          <summary>{say('form.contact.about')}</summary>
          <Field {...line('aboutRelation')} label={say('form.contact.about.relation')} maxlength={60} />
          <Field {...line('aboutAccount')} label={say('form.contact.about.account')} maxlength={60} />
          <Field {...line('aboutAddress')} label={say('form.contact.about.address')} maxlength={500} />
        </details>
        <button type="submit" name="go" value="next" class="main">
          {say('form.next')}
        </button>
        <p class="buttons">
          <button type="submit" name="go" value="edit:text" class="second">
            {say('form.back')}
          </button>
        </p>
      </form>
    </Layout>
  );
}
