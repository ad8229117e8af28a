import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { Installation, readNumber } from '@redress/contracts';
import { withinASecond } from '@redress/intake';
import { toProblem, ZodPipe } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../answers/refusal.js';
import { FormConfig } from '../config.js';
import type { Voice } from '../language/voice.js';
import { Voices } from '../language/voices.js';
import { FormLimits } from '../limits/form-limits.js';
import { OpenComplaint } from '../tracking/open-complaint.js';
import { formBody, valueOf, type FormBody } from './draft.rules.js';
import type { FieldMessage } from './fields.js';
import { htmlReply, seeOther } from './html-reply.js';
import { senderOfPost, unconfirmedSentence } from './sender-of-post.js';
import { TrackFormPage } from './tracking.view.js';

/** The page that opens tracking with number and 查询码. */
@Controller('track')
export class TrackFormController {
  constructor(
    private readonly open: OpenComplaint,
    private readonly limits: FormLimits,
    private readonly voices: Voices,
    private readonly config: FormConfig,
    private readonly installation: Installation,
  ) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const voice = this.voices.ofPage(request, reply);
    return htmlReply(reply, voice, <TrackFormPage voice={voice} number="" messages={[]} />, { secret: 'page' });
  }

  @Post()
  @HttpCode(200)
  async track(
    @Body(new ZodPipe(formBody)) body: FormBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const voice = this.voices.of(request, valueOf(body, 'lang'));
    const sender = senderOfPost(request, this.config.PUBLIC_URL, voice);
    const [number, code] = [valueOf(body, 'number').slice(0, 40), valueOf(body, 'code')];
    const again = (status: number, messages: FieldMessage[], retryAfter?: number): string => {
      const page = <TrackFormPage voice={voice} number={number} messages={messages} />;
      return htmlReply(reply, voice, page, { status, retryAfter, secret: 'page' });
    };
    try {
      this.limits.takeAddress(request.ip);
      if (sender === 'unknown') return again(403, [{ field: 'number', message: unconfirmedSentence(voice) }]);
      const messages = wrongShape(voice, number, code);
      if (messages.length > 0) return again(422, messages);
      const id = await withinASecond(() => this.open.byCode(number, code));
      if (!id) return again(404, [{ field: 'number', message: voice.say('tracking.not-found') }]);
      return seeOther(reply, `/t/${this.installation.linkToken(id)}`);
    } catch (error) {
      const { status, detail, extra } = toProblem(refusal(error, voice));
      if (status !== 429 || detail === undefined) throw error;
      return again(status, [{ field: 'number', message: detail }], extra.retryAfter);
    }
  }
}

function wrongShape(voice: Voice, number: string, code: string): FieldMessage[] {
  return [
    ...(/^\d{16}$/.test(readNumber(number)) ? [] : [{ field: 'number', message: voice.say('error.number') }]),
    ...(/^\d{6}$/.test(readNumber(code)) ? [] : [{ field: 'code', message: voice.say('error.code') }]),
  ];
}
