import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { newId, type Language } from '@redress/contracts';
import { CONTEXT, type ServiceContext } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestLimits } from '../limits/request-limits.js';
import type { FieldProblem } from '../submit/field-problem.js';
import { SubmitComplaintWork } from '../submit/submit-complaint.js';
import { readDraft, requestOf, steps, valueOf, type Draft, type FormBody, type Step } from './draft.rules.js';
import { FormPages } from './form-pages.js';
import { seeOther, sendPage } from './html-reply.js';
import { nextStep, refusedAt } from './next-step.rules.js';
import { requireOwnPost } from './own-post.js';
import { languageOf, rememberLanguage } from './request-language.js';
import { sendingFailed } from './sending-failed.js';
import { voiceOf, type Voice } from './voice.js';

/** The customer's form: one page after the other, all of the draft in the page's own fields, nothing kept here until it is sent. */
@Controller()
export class FormController {
  constructor(
    @Inject(CONTEXT) private readonly context: ServiceContext,
    @Inject(SubmitComplaintWork) private readonly work: SubmitComplaintWork,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
    @Inject(FormPages) private readonly pages: FormPages,
  ) {}

  @Get()
  start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const language = languageOf(request, this.context.policies.current);
    if ((request.query as Record<string, unknown>)['lang'] !== undefined) rememberLanguage(reply, language, this.context.config.PUBLIC_URL);
    this.show(reply, language, 'text', { key: newId(), text: '', answers: {}, fields: {} });
  }

  @Post()
  async step(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { policies, config } = this.context;
    const body: FormBody = typeof request.body === 'object' && request.body !== null ? (request.body as FormBody) : {};
    const go = valueOf(body, 'go');
    const otherLanguage = /^lang:(.+)$/.exec(go)?.[1];
    const language = languageOf(request, policies.current, otherLanguage ?? valueOf(body, 'lang'));
    requireOwnPost(request, config.PUBLIC_URL, this.voice(language));
    if (otherLanguage) rememberLanguage(reply, language, config.PUBLIC_URL);
    const draft = readDraft(body, newId());
    const here = steps.find((step) => step === valueOf(body, 'step')) ?? 'text';
    try {
      this.limits.takeAddress(request.ip);
      if (go === 'send' && here === 'check') return await this.send(reply, language, draft);
      const next = otherLanguage
        ? { step: here, problems: [] }
        : nextStep(here, go, draft, requestOf(draft, language), this.pages.questions(draft), this.context.now());
      this.show(reply, language, next.step, draft, next.problems);
    } catch (error) {
      const refused = refusedAt(error, draft);
      if (refused) return this.show(reply, language, refused.step, draft, refused.problems);
      const voice = this.voice(language);
      const { log, installation } = this.context;
      const { page, ...failure } = await sendingFailed(error, here, draft, voice, { log, installation, work: this.work, pages: this.pages });
      sendPage(reply, voice, page, failure);
    }
  }

  private async send(reply: FastifyReply, language: Language, draft: Draft): Promise<void> {
    const { id } = await this.work.submit({ key: draft.key, body: requestOf(draft, language), language });
    seeOther(reply, `/receipt/${this.context.installation.linkToken(id)}`);
  }

  private show(reply: FastifyReply, language: Language, step: Step, draft: Draft, problems: readonly FieldProblem[] = []): void {
    const voice = this.voice(language);
    sendPage(reply, voice, this.pages.page(voice, step, draft, problems), { status: problems.length > 0 ? 422 : 200 });
  }

  private voice(language: Language): Voice {
    return voiceOf(this.context.policies.current, language, this.context.now());
  }
}
