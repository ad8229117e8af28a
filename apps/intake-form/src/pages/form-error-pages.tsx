import { Injectable } from '@nestjs/common';
import { ErrorPages, type Problem } from '@redress/runtime';
import type { FastifyRequest } from 'fastify';
import type { Voice } from '../language/voice.js';
import { Voices } from '../language/voices.js';
import { renderPage } from './html-reply.js';
import { MessagePage } from './message.view.js';

/** The error pages of the customer's side. */
@Injectable()
export class FormErrorPages extends ErrorPages {
  constructor(private readonly voices: Voices) {
    super();
  }

  override render(problem: Problem, request: FastifyRequest): string {
    const voice = this.voices.of(request);
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
  if (status === 429)
    return { title: summary, text: say('error.rate', { minutes: Math.ceil((extra.retryAfter ?? 60) / 60) }) };
  return { title: summary, text: say('error.unavailable', { hotline: policy.operator.hotline }) };
}
