import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { newId, type Language } from '@redress/contracts';
import { CONTEXT, Problem, type ServiceContext } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestLimits } from '../limits/request-limits.js';
import { SubmitComplaintWork } from '../submit/submit-complaint.js';
import { readDraft, requestOf, steps, valueOf, type Draft, type FormBody, type Step } from './draft.rules.js';
import { FormPages } from './form-pages.js';
import { sendPage } from './html-reply.js';
import { nextStep, refusedAt } from './next-step.rules.js';
import { languageOf, rememberLanguage } from './request-language.js';
import { isOwnPost } from './same-origin.rules.js';
import { sendingFailed } from './sending-failed.js';
import { voiceOf } from './voice.js';

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
    const { origin, host, 'sec-fetch-site': fetchSite } = request.headers;
    if (!isOwnPost({ origin, host, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined }, config.PUBLIC_URL))
      throw new Problem(
        403,
        'foreign-post',
        voiceOf(policies.current, languageOf(request, policies.current), this.context.now()).say('page.foreign'),
      );
    await this.limits.takeAddress(request.ip);

    const body: FormBody = typeof request.body === 'object' && request.body !== null ? (request.body as FormBody) : {};
    const go = valueOf(body, 'go');
    const otherLanguage = /^lang:(.+)$/.exec(go)?.[1];
    const language = languageOf(request, policies.current, otherLanguage ?? valueOf(body, 'lang'));
    if (otherLanguage) rememberLanguage(reply, language, config.PUBLIC_URL);
    const draft = readDraft(body, newId());
    const here = steps.find((step) => step === valueOf(body, 'step')) ?? 'text';
    if (go === 'send' && here === 'check') return this.send(reply, language, draft);

    const next = otherLanguage
      ? { step: here, problems: [] }
      : nextStep(here, go, draft, requestOf(draft, language), this.pages.questions(draft), this.context.now());
    this.show(reply, language, next.step, draft, next.problems.length > 0 ? { status: 422, problems: next.problems } : undefined);
  }

  private async send(reply: FastifyReply, language: Language, draft: Draft): Promise<void> {
    try {
      const { id } = await this.work.submit({ key: draft.key, body: requestOf(draft, language), language });
      await reply
        .code(303)
        .headers({ location: `/receipt/${this.context.installation.linkToken(id)}`, 'cache-control': 'no-store' })
        .send();
    } catch (error) {
      const voice = voiceOf(this.context.policies.current, language, this.context.now());
      const refused = refusedAt(error, draft);
      if (refused) return this.show(reply, language, refused.step, draft, { status: 422, problems: refused.problems });
      const failed = await sendingFailed(error, draft, voice, this.work, this.context.installation, this.pages);
      if (failed.retryAfter !== undefined) void reply.header('retry-after', String(failed.retryAfter));
      sendPage(reply, voice, failed.page, { status: failed.status });
    }
  }

  private show(
    reply: FastifyReply,
    language: Language,
    step: Step,
    draft: Draft,
    refused?: { status: number; problems: Parameters<FormPages['page']>[3] },
  ): void {
    const voice = voiceOf(this.context.policies.current, language, this.context.now());
    sendPage(reply, voice, this.pages.page(voice, step, draft, refused?.problems ?? []), { status: refused?.status ?? 200 });
  }
}
