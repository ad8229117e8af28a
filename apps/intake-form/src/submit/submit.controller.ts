import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { idempotencyKey } from '@redress/contracts';
import { CONTEXT, Problem, type ServiceContext } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../answers/refusal.js';
import { RequestLimits } from '../limits/request-limits.js';
import { languageOf } from '../language/request-language.js';
import { voiceOf } from '../language/voice.js';
import { SubmitComplaintWork } from './submit-complaint.js';

/** https://www.w3.org/TR/trace-context/ */
const traceparent = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

@Controller('api/complaints')
export class SubmitController {
  constructor(
    @Inject(CONTEXT) private readonly context: ServiceContext,
    @Inject(SubmitComplaintWork) private readonly work: SubmitComplaintWork,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
  ) {}

  @Post()
  async submit(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { headers, body } = request;
    if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
      throw new Problem(415, 'unsupported-media-type', 'Send the complaint as application/json.');
    const key = headers['idempotency-key'];
    if (!idempotencyKey.safeParse(key).success)
      throw new Problem(
        400,
        'idempotency-key-missing',
        'Send an Idempotency-Key of 16 to 200 printable ASCII characters, a new one for each complaint.',
      );
    if (this.context.installation.isDraftKey(key as string))
      throw new Problem(400, 'idempotency-key-reserved', 'This key belongs to a page of the form. Send an Idempotency-Key of your own.');
    const asked = (body as { customer?: { language?: unknown } } | null)?.customer?.language;
    const language = languageOf(request, this.context.policies.current, typeof asked === 'string' ? asked : undefined);
    const trace = headers['traceparent'];
    try {
      this.limits.takeAddress(request.ip);
      const accepted = await this.work.submit({
        key: key as string,
        body,
        language,
        traceparent: typeof trace === 'string' && traceparent.test(trace) ? trace : undefined,
      });
      await reply
        .code(202)
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(JSON.stringify(accepted));
    } catch (error) {
      throw refusal(error, voiceOf(this.context.policies.current, language, this.context.now()));
    }
  }
}
