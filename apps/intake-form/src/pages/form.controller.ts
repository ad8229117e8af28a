import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { Clock, Log, ZodPipe } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldProblem } from '../answers/field-problem.js';
import { FormConfig } from '../config.js';
import type { Voice } from '../language/voice.js';
import { Voices } from '../language/voices.js';
import { FormLimits } from '../limits/form-limits.js';
import { Submissions } from '../submit/submissions.js';
import { formBody, readDraft, requestOf, steps, valueOf, type Draft, type FormBody, type Step } from './draft.rules.js';
import { FormPages } from './form-pages.js';
import { htmlReply, seeOther } from './html-reply.js';
import { nextStep, refusedAt } from './next-step.rules.js';
import { PageKeys } from './page-keys.js';
import { senderOfPost, unconfirmedSentence } from './sender-of-post.js';
import { sendingFailed } from './sending-failed.js';

/** The customer's form, page by page. The whole draft is in the fields of the page; nothing is stored until it is sent. */
@Controller()
export class FormController {
  constructor(
    private readonly submissions: Submissions,
    private readonly pages: FormPages,
    private readonly keys: PageKeys,
    private readonly limits: FormLimits,
    private readonly voices: Voices,
    private readonly config: FormConfig,
    private readonly installation: Installation,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Get()
  start(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const voice = this.voices.ofPage(request, reply);
    return this.show(reply, voice, 'text', { key: this.keys.create(), text: '', answers: {}, fields: {} });
  }

  @Post()
  @HttpCode(200)
  async step(
    @Body(new ZodPipe(formBody)) body: FormBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const go = valueOf(body, 'go');
    const otherLanguage = /^lang:(.+)$/.exec(go)?.[1];
    const voice = this.voices.of(request, otherLanguage ?? valueOf(body, 'lang'));
    const sender = senderOfPost(request, this.config.PUBLIC_URL, voice);
    if (otherLanguage) this.voices.remember(voice, reply);
    const draft = readDraft(body, (sent) => this.keys.read(sent));
    const here = steps.find((step) => step === valueOf(body, 'step')) ?? 'text';
    try {
      this.limits.takeAddress(request.ip);
      if (sender === 'unknown') return this.askAgain(reply, voice, here, draft);
      if (go === 'send' && here === 'check') return await this.send(reply, voice, draft);
      const next = otherLanguage ? { step: here, problems: [] } : this.next(here, go, draft, voice);
      return this.show(reply, voice, next.step, draft, next.problems);
    } catch (error) {
      const refused = refusedAt(error, draft);
      if (refused) return this.show(reply, voice, refused.step, draft, refused.problems);
      const { keys, pages, log } = this;
      const { page, ...failure } = sendingFailed(error, here, draft, voice, { keys, pages, log });
      return htmlReply(reply, voice, page, failure);
    }
  }

  private next(here: Step, go: string, draft: Draft, { language }: Voice): { step: Step; problems: FieldProblem[] } {
    const questions = this.pages.questions(draft);
    return nextStep(here, go, draft, requestOf(draft, language), questions, this.clock.now());
  }

  private async send(reply: FastifyReply, { language }: Voice, draft: Draft): Promise<string> {
    const { id } = await this.submissions.submit({ key: draft.key, body: requestOf(draft, language), language });
    return seeOther(reply, `/receipt/${this.installation.linkToken(id)}`);
  }

  /** Shows the same page again: it was perhaps not ours that sent it, so the customer has to send it from here. */
  private askAgain(reply: FastifyReply, voice: Voice, step: Step, draft: Draft): string {
    const shown = { ...draft, key: this.keys.afterUnknownSender(draft.key) };
    return htmlReply(reply, voice, this.pages.page(voice, step, shown, [], unconfirmedSentence(voice)), {
      status: 403,
    });
  }

  private show(
    reply: FastifyReply,
    voice: Voice,
    step: Step,
    draft: Draft,
    problems: readonly FieldProblem[] = [],
  ): string {
    const page = this.pages.page(voice, step, draft, problems);
    return htmlReply(reply, voice, page, { status: problems.length > 0 ? 422 : 200 });
  }
}
