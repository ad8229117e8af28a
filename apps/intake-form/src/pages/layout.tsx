import type { ComponentChildren } from 'preact';
import { languages, type Language } from '@redress/contracts';
import { pageScriptPath } from './page-script.js';
import { styleOf } from './style.js';
import type { Voice } from '../language/voice.js';

const ownNames: Record<Language, string> = { 'zh-CN': '简体', 'zh-TW': '繁體', en: 'English' };

export interface LayoutProps {
  voice: Voice;
  title: string;
  /** The path that shows the same page in another language. Not needed with `form`. */
  languageFrom?: string;
  /** Id of the form that the language buttons submit, so that nothing typed is lost. */
  form?: string;
  /** Reloads the page without scripts; with scripts, only the changed part is replaced. */
  refresh?: { seconds: number; url: string } | undefined;
  children: ComponentChildren;
}

/** The frame of every page: header with the operator's name, one column, footer with the languages. */
export function Layout({ voice, title, languageFrom, form, refresh, children }: LayoutProps) {
  const { policy, language, say } = voice;
  const operator = policy.operator.name[language];
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="color-scheme" content="light dark" />
        {refresh && (
          <noscript>
            <meta http-equiv="refresh" content={`${refresh.seconds};url=${refresh.url}`} />
          </noscript>
        )}
        <title>{`${title} – ${operator}`}</title>
        <link rel="icon" href="data:," />
        {/* Our own constant and a colour that the policy's schema has validated: no foreign text. */}
        <style dangerouslySetInnerHTML={{ __html: styleOf(policy.operator.accent) }} />
        <script type="module" src={pageScriptPath} />
      </head>
      <body>
        <a class="jump" href="#main">
          {say('form.skip-to-content')}
        </a>
        <header>
          <a href="/" class="operator">
            {operator}
          </a>
          <nav>
            <a href="/track">{say('form.track')}</a>
            <a href={`tel:${policy.operator.hotline.replace(/[^\d+]/g, '')}`}>
              {say('form.call', { hotline: policy.operator.hotline })}
            </a>
          </nav>
        </header>
        <main id="main">{children}</main>
        <footer>
          <nav aria-label={say('form.language')} class="languages">
            {languages
              .filter((other) => policy.languages.includes(other))
              .map((other) =>
                other === language ? (
                  <span lang={other} aria-current="true">
                    {ownNames[other]}
                  </span>
                ) : form ? (
                  <button
                    type="submit"
                    form={form}
                    name="go"
                    value={`lang:${other}`}
                    lang={other}
                    class="link"
                    formnovalidate
                  >
                    {ownNames[other]}
                  </button>
                ) : (
                  <a href={`${languageFrom ?? '/'}?lang=${other}`} lang={other}>
                    {ownNames[other]}
                  </a>
                ),
              )}
          </nav>
        </footer>
      </body>
    </html>
  );
}

/** The emergency numbers; `loud` when the text describes a danger. */
export function Emergency({ voice, loud }: { voice: Voice; loud: boolean }) {
  const { emergency } = voice.policy.operator;
  if (!emergency) return null;
  return (
    <div
      class={loud ? 'emergency loud' : 'emergency'}
      role={loud ? 'alert' : undefined}
      id="emergency"
      data-signals={JSON.stringify(emergency.signals)}
    >
      <p>{emergency.text[voice.language]}</p>
      <p class="phones">
        {emergency.phones.map((phone) => (
          <a href={`tel:${phone}`}>{phone}</a>
        ))}
      </p>
    </div>
  );
}

/** The privacy notice, collapsed to one line. */
export function PrivacyNote({ voice }: { voice: Voice }) {
  return (
    <details class="quiet">
      <summary>{voice.say('form.privacy')}</summary>
      <p>{voice.policy.operator.privacyNotice.text[voice.language]}</p>
    </details>
  );
}
