import { Injectable } from '@nestjs/common';
import { PolicyStore } from '@redress/policy';
import { Clock } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FormConfig } from '../config.js';
import { languageOf, rememberLanguage } from './request-language.js';
import { voiceOf, type Voice } from './voice.js';

/** Gives each request the operator's phrases in its language. */
@Injectable()
export class Voices {
  constructor(
    private readonly policies: PolicyStore,
    private readonly clock: Clock,
    private readonly config: FormConfig,
  ) {}

  /** `asked`: the language that the body names. It precedes `?lang=`, the cookie and Accept-Language. */
  of(request: FastifyRequest, asked?: string): Voice {
    const policy = this.policies.current;
    return voiceOf(policy, languageOf(request, policy, asked), this.clock.now());
  }

  /** The same for a page, which remembers a language that was chosen in its address. */
  ofPage(request: FastifyRequest, reply: FastifyReply): Voice {
    const voice = this.of(request);
    if ((request.query as Record<string, unknown>)['lang'] !== undefined) this.remember(voice, reply);
    return voice;
  }

  /** Sets a cookie with the language of the voice. */
  remember({ language }: Voice, reply: FastifyReply): void {
    rememberLanguage(reply, language, this.config.PUBLIC_URL);
  }
}
