import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { Language } from '@redress/contracts';
import { CONTEXT, type ServiceContext } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestLimits } from '../limits/request-limits.js';
import type { FieldProblem } from '../submit/field-problem.js';
import { SubmitComplaintWork } from '../submit/submit-complaint.js';
import { readDraft, requestOf, steps, valueOf, type Draft, type FormBody, type Step } from './draft.rules.js';
import { FormPages } from './form-pages.js';
import { seeOther, sendPage } from './html-reply.js';
import { nextStep, refusedAt } from './next-step.rules.js';
import { PageKeys } from './page-keys.js';
import { senderOfPost, unconfirmedSentence } from './sender-of-post.js';
import { languageOf, rememberLanguage } from '../language/request-language.js';
import { sendingFailed } from './sending-failed.js';
import { voiceOf, type Voice } from '../language/voice.js';

/** The customer's form, page by page. The whole draft is in the fields of the page; nothing is stored until it is sent. */
@Controller()
export class FormController {
  private readonly keys: PageKeys;

  constructor(
    @Inject(CONTEXT) private readonly context: ServiceContext,
    @Inject(SubmitComplaintWork) private readonly work: SubmitComplaintWork,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
    @Inject(FormPages) private readonly pages: FormPages,
  ) {
    this.keys = new PageKeys(context.installation);
  }

  @Get()
  start(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const language = languageOf(request, this.context.policies.current);
    if ((request.query as Record<string, unknown>)['lang'] !== undefined) rememberLanguage(reply, language, this.context.config.PUBLIC_URL);
    this.show(reply, language, 'text', { key: this.keys.create(), text: '', answers: {}, fields: {} });
  }

  @Post()
  async step(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { policies, config } = this.context;
    const body: FormBody = typeof request.body === 'object' && request.body !== null ? (request.body as FormBody) : {};
    const go = valueOf(body, 'go');
    const otherLanguage = /^lang:(.+)$/.exec(go)?.[1];
    const language = languageOf(request, policies.current, otherLanguage ?? valueOf(body, 'lang'));
    const voice = this.voice(language);
    const sender = senderOfPost(request, config.PUBLIC_URL, voice);
    if (otherLanguage) rememberLanguage(reply, language, config.PUBLIC_URL);
    const draft = readDraft(body, (sent) => this.keys.read(sent));
    const here = steps.find((step) => step === valueOf(body, 'step')) ?? 'text';
    try {
      this.limits.takeAddress(request.ip);
      if (sender === 'unknown') return this.askAgain(reply, voice, here, draft);
      if (go === 'send' && here === 'check') return await this.send(reply, language, draft);
      const next = otherLanguage
        ? { step: here, problems: [] }
        : nextStep(here, go, draft, requestOf(draft, language), this.pages.questions(draft), this.context.now());
      this.show(reply, language, next.step, draft, next.problems);
    } catch (error) {
      const refused = refusedAt(error, draft);
      if (refused) return this.show(reply, language, refused.step, draft, refused.problems);
      const { page, ...failure } = sendingFailed(error, here, draft, voice, { keys: this.keys, log: this.context.log, pages: this.pages });
      sendPage(reply, voice, page, failure);
    }
  }

  private async send(reply: FastifyReply, language: Language, draft: Draft): Promise<void> {
    const { id } = await this.work.submit({ key: draft.key, body: requestOf(draft, language), language });
    seeOther(reply, `/receipt/${this.context.installation.linkToken(id)}`);
  }

  /** Shows the same page again: it was perhaps not ours that sent it, so the customer has to send it from here. */
  private askAgain(reply: FastifyReply, voice: Voice, step: Step, draft: Draft): void {
    const shown = { ...draft, key: this.keys.afterUnknownSender(draft.key) };
    sendPage(reply, voice, this.pages.page(voice, step, shown, [], unconfirmedSentence(voice)), { status: 403 });
  }

  private show(reply: FastifyReply, language: Language, step: Step, draft: Draft, problems: readonly FieldProblem[] = []): void {
    const voice = this.voice(language);
    sendPage(reply, voice, this.pages.page(voice, step, draft, problems), { status: problems.length > 0 ? 422 : 200 });
  }

  private voice(language: Language): Voice {
    return voiceOf(this.context.policies.current, language, this.context.now());
  }
}
