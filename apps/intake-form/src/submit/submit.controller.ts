import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { idempotencyKey, Installation, type ComplaintAccepted } from '@redress/contracts';
import { Problem } from '@redress/runtime';
import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { refusal } from '../answers/refusal.js';
import { Voices } from '../language/voices.js';
import { FormLimits } from '../limits/form-limits.js';
import { Submissions } from './submissions.js';

/** https://www.w3.org/TR/trace-context/ */
const traceparent = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

@Controller('api/complaints')
export class SubmitController {
  constructor(
    private readonly submissions: Submissions,
    private readonly limits: FormLimits,
    private readonly voices: Voices,
    private readonly installation: Installation,
  ) {}

  /** The body is checked by `Submissions`, whose sentences are in the customer's language. */
  @Post()
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  async submit(@Req() request: FastifyRequest, @Body() body: unknown): Promise<ComplaintAccepted> {
    const key = this.keyOf(request.headers);
    const asked = (body as { customer?: { language?: unknown } } | null)?.customer?.language;
    const voice = this.voices.of(request, typeof asked === 'string' ? asked : undefined);
    const trace = request.headers['traceparent'];
    try {
      this.limits.takeAddress(request.ip);
      return await this.submissions.submit({
        key,
        body,
        language: voice.language,
        traceparent: typeof trace === 'string' && traceparent.test(trace) ? trace : undefined,
      });
    } catch (error) {
      throw refusal(error, voice);
    }
  }

  private keyOf(headers: IncomingHttpHeaders): string {
    if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
      throw new Problem(415, 'unsupported-media-type', 'Send the complaint as application/json.');
    const key = idempotencyKey.safeParse(headers['idempotency-key']);
    if (!key.success)
      throw new Problem(
        400,
        'idempotency-key-missing',
        'Send an Idempotency-Key of 16 to 200 printable ASCII characters, a new one for each complaint.',
      );
    if (this.installation.isDraftKey(key.data))
      throw new Problem(
        400,
        'idempotency-key-reserved',
        'This key belongs to a page of the form. Send an Idempotency-Key of your own.',
      );
    return key.data;
  }
}
