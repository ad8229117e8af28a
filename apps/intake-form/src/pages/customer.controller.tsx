import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { readNumber } from '@redress/contracts';
import { CONTEXT, Problem, toProblem, type ServiceContext } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../answers/refusal.js';
import { RequestLimits } from '../limits/request-limits.js';
import { withinASecond } from '../limits/within-a-second.js';
import { OpenComplaint } from '../tracking/open-complaint.js';
import { TrackedComplaints } from '../tracking/tracked-complaints.js';
import { pageScript, pageScriptPath } from './page-script.js';
import { valueOf, type FormBody } from './draft.rules.js';
import type { FieldMessage } from './fields.js';
import { seeOther, sendPage } from './html-reply.js';
import { ReceiptPage } from './receipt.view.js';
import { senderOfPost, unconfirmedSentence } from './sender-of-post.js';
import { languageOf, rememberLanguage } from '../language/request-language.js';
import { TrackFormPage, TrackingPage } from './tracking.view.js';
import { voiceOf, type Voice } from '../language/voice.js';

/** How long a receipt waits for the decision before it says that the complaint is still being passed on. */
const waitForDecisionMs = 800;
/** Seconds after which the page then looks again. */
const looksAgainAfter = [3, 6];

/** The receipt and tracking pages. GET changes nothing. */
@Controller()
export class CustomerController {
  constructor(
    @Inject(CONTEXT) private readonly context: ServiceContext,
    @Inject(OpenComplaint) private readonly open: OpenComplaint,
    @Inject(TrackedComplaints) private readonly complaints: TrackedComplaints,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
  ) {}

  @Get('receipt/:token')
  async receipt(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const id = this.opened(token);
    const look = Math.min(Number((request.query as Record<string, unknown>)['look']) || 0, looksAgainAfter.length);
    const complaint = await this.complaints.onceDecided(id, this.context.now, waitForDecisionMs);
    const seconds = looksAgainAfter[look];
    const refresh = complaint.outcome || seconds === undefined ? undefined : { seconds, url: `/receipt/${token}?look=${look + 1}` };
    const voice = this.voice(request, reply);
    const code = this.context.installation.codeOf(id);
    sendPage(reply, voice, <ReceiptPage voice={voice} complaint={complaint} code={code} token={token} refresh={refresh} />, { secret: 'address' });
  }

  @Get('t/:token')
  async follow(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const id = this.opened(token);
    const complaint = await withinASecond(() => this.complaints.byId(id, this.context.now()));
    const voice = this.voice(request, reply);
    sendPage(reply, voice, <TrackingPage voice={voice} complaint={complaint} token={token} />, { secret: 'address' });
  }

  @Get('track')
  trackForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const voice = this.voice(request, reply);
    sendPage(reply, voice, <TrackFormPage voice={voice} number="" messages={[]} />, { secret: 'page' });
  }

  @Post('track')
  async track(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const body = (request.body ?? {}) as FormBody;
    const voice = this.voice(request, reply, valueOf(body, 'lang'));
    const sender = senderOfPost(request, this.context.config.PUBLIC_URL, voice);
    const number = valueOf(body, 'number').slice(0, 40);
    const again = (status: number, messages: FieldMessage[], retryAfter?: number) =>
      sendPage(reply, voice, <TrackFormPage voice={voice} number={number} messages={messages} />, { status, retryAfter, secret: 'page' });
    try {
      this.limits.takeAddress(request.ip);
      if (sender === 'unknown') return again(403, [{ field: 'number', message: unconfirmedSentence(voice) }]);
      const messages = wrongShape(voice, number, valueOf(body, 'code'));
      if (messages.length > 0) return again(422, messages);
      const id = await withinASecond(() => this.open.byCode(number, valueOf(body, 'code')));
      if (!id) return again(404, [{ field: 'number', message: voice.say('tracking.not-found') }]);
      seeOther(reply, `/t/${this.context.installation.linkToken(id)}`);
    } catch (error) {
      const { status, detail, extra } = toProblem(refusal(error, voice));
      if (status !== 429 || detail === undefined) throw error;
      again(status, [{ field: 'number', message: detail }], extra.retryAfter);
    }
  }

  @Get(pageScriptPath.slice(1))
  script(@Res() reply: FastifyReply): void {
    void reply
      .headers({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      })
      .send(pageScript);
  }

  private opened(token: string): string {
    const id = this.open.byLink(token);
    if (!id) throw new Problem(404, 'not-found');
    return id;
  }

  private voice(request: FastifyRequest, reply: FastifyReply, asked?: string): Voice {
    const { policies, config, now } = this.context;
    const language = languageOf(request, policies.current, asked);
    if ((request.query as Record<string, unknown>)['lang'] !== undefined) rememberLanguage(reply, language, config.PUBLIC_URL);
    return voiceOf(policies.current, language, now());
  }
}

function wrongShape(voice: Voice, number: string, code: string): FieldMessage[] {
  return [
    ...(/^\d{16}$/.test(readNumber(number)) ? [] : [{ field: 'number', message: voice.say('error.number') }]),
    ...(/^\d{6}$/.test(readNumber(code)) ? [] : [{ field: 'code', message: voice.say('error.code') }]),
  ];
}
