import type { PolicyStore } from '@redress/policy';
import { ErrorPages, type Problem } from '@redress/runtime';
import type { FastifyRequest } from 'fastify';
import { renderPage } from './html-reply.js';
import { MessagePage } from './message.view.js';
import { languageOf } from '../language/request-language.js';
import { voiceOf, type Voice } from '../language/voice.js';

/** The error pages of the customer's side. */
export class FormErrorPages extends ErrorPages {
  constructor(
    private readonly policies: PolicyStore,
    private readonly now: () => Date,
  ) {
    super();
  }

  override render(problem: Problem, request: FastifyRequest): string {
    const policy = this.policies.current;
    const voice = voiceOf(policy, languageOf(request, policy), this.now());
    return renderPage(<MessagePage voice={voice} {...wordsFor(problem, voice)} />);
  }
}

function wordsFor({ status, code, detail, extra }: Problem, voice: Voice): { title: string; text?: string } {
  const { say, policy } = voice;
  if (status === 404 || status === 405) return { title: say('page.missing.title'), text: say('page.missing.text') };
  const summary = say('error.summary');
  if (code === 'foreign-post' && detail) return { title: summary, text: detail };
  if (code === 'charset-unknown' || code === 'charset-wrong') return { title: summary, text: say('error.charset') };
  if (status === 413) return { title: summary, text: say('error.text.long', { limit: 10_000 }) };
  if (status === 429) return { title: summary, text: say('error.rate', { minutes: Math.ceil((extra.retryAfter ?? 60) / 60) }) };
  return { title: summary, text: say('error.unavailable', { hotline: policy.operator.hotline }) };
}
