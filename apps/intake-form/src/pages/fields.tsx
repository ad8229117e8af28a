import type { ComponentChildren } from 'preact';
import { answerPrefix, lineFields, type Draft, type Step } from './draft.rules.js';
import type { Voice } from '../language/voice.js';

/** A sentence that says what to do, and the field that it is about. */
export interface FieldMessage {
  field: string;
  message: string;
}

/** The error summary at the top. It has the focus, and each line links to its field. */
export function ErrorSummary({ voice, messages }: { voice: Voice; messages: readonly FieldMessage[] }) {
  if (messages.length === 0) return null;
  return (
    <div class="errors" role="alert" tabindex={-1} autofocus aria-labelledby="errors-title" id="errors">
      <h2 id="errors-title">{voice.say('error.summary')}</h2>
      <ul>
        {messages.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A message at the top, with the focus: why the request failed although the fields are valid. */
export function Trouble({ sentence }: { sentence: string | undefined }) {
  if (!sentence) return null;
  return (
    <div class="errors" role="alert" tabindex={-1} autofocus id="errors">
      <p>{sentence}</p>
    </div>
  );
}

interface FieldProps {
  id: string;
  label: ComponentChildren;
  value?: string | undefined;
  hint?: string;
  messages: readonly FieldMessage[];
  type?: 'text' | 'tel' | 'email';
  autocomplete?: string;
  inputmode?: 'numeric' | 'tel' | 'email' | 'text';
  maxlength?: number;
  /** Shows the label as the heading of the page. */
  heading?: boolean;
  rows?: number;
  class?: string;
}

export function Field({
  id,
  label,
  value = '',
  hint,
  messages,
  type = 'text',
  autocomplete,
  inputmode,
  maxlength,
  heading,
  rows,
  class: kind,
}: FieldProps) {
  const message = messages.find(({ field }) => field === id)?.message;
  const described = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ');
  const shared = {
    id,
    name: id,
    maxlength,
    autocomplete,
    class: kind,
    'aria-describedby': described || undefined,
    'aria-invalid': message ? ('true' as const) : undefined,
  };
  const named = <label for={id}>{label}</label>;
  return (
    <div class={message ? 'field wrong' : 'field'}>
      {heading ? <h1>{named}</h1> : named}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {message && (
        <p class="error" id={`${id}-error`}>
          {message}
        </p>
      )}
      {/* The HTML parser drops the first line break of a textarea, so one is added. */}
      {rows ? (
        <textarea {...shared} rows={rows} value={value.startsWith('\n') ? `\n${value}` : value} />
      ) : (
        <input {...shared} type={type as 'tel'} inputmode={inputmode} value={value} />
      )}
    </div>
  );
}

/** Hidden fields with what was typed on the other pages. */
export function DraftFields({ draft, step, shown }: { draft: Draft; step: Step; shown: ReadonlySet<string> }) {
  const all: [string, string][] = [
    ['text', draft.text],
    ...Object.entries(draft.answers).map(([id, answer]): [string, string] => [answerPrefix + id, answer]),
    ...lineFields.map((name): [string, string] => [name, draft.fields[name] ?? '']),
  ];
  return (
    <>
      <input type="hidden" name="key" value={draft.key} />
      <input type="hidden" name="step" value={step} />
      {all
        .filter(([name, value]) => value !== '' && !shown.has(name))
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  );
}
