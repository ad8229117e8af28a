import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { readNumber } from '@redress/contracts';
import { CONTEXT, Problem, type ServiceContext } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../answers/refusal.js';
import { RequestLimits } from '../limits/request-limits.js';
import { withinASecond } from '../limits/within-a-second.js';
import { languageOf } from '../language/request-language.js';
import { voiceOf } from '../language/voice.js';
import { OpenComplaint } from './open-complaint.js';
import { progressOf } from './progress.rules.js';
import type { Tracked } from './tracked-complaint.js';
import { TrackedComplaints } from './tracked-complaints.js';

@Controller('api/complaints')
export class ProgressController {
  constructor(
    @Inject(CONTEXT) private readonly context: ServiceContext,
    @Inject(OpenComplaint) private readonly open: OpenComplaint,
    @Inject(TrackedComplaints) private readonly complaints: TrackedComplaints,
    @Inject(RequestLimits) private readonly limits: RequestLimits,
  ) {}

  @Get(':number')
  async progress(@Param('number') typed: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { policies, now } = this.context;
    const voice = voiceOf(policies.current, languageOf(request, policies.current), now());
    const secret = /^Bearer +([\x21-\x7e]{1,300}) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!secret) throw notOpened('Send the 查询码 or the token of the link as Authorization: Bearer …');
    try {
      this.limits.takeAddress(request.ip);
      const complaint = await withinASecond(() => this.opened(typed, secret));
      if (!complaint) throw notOpened(voice.say('tracking.not-found'));
      const progress = progressOf(voice, complaint);
      await reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(progress));
    } catch (error) {
      throw refusal(error, voice);
    }
  }

  private async opened(typed: string, secret: string): Promise<Tracked | undefined> {
    const id = /^\d{6}$/.test(secret) ? await this.open.byCode(typed, secret) : this.ofThatNumber(this.open.byLink(secret), typed);
    return id === undefined ? undefined : this.complaints.byId(id, this.context.now());
  }

  private ofThatNumber(id: string | undefined, typed: string): string | undefined {
    return id && this.context.installation.numberOf(id) === readNumber(typed) ? id : undefined;
  }
}

/** One answer for an unknown number, a wrong code and a foreign link. */
function notOpened(detail: string): Problem {
  return new Problem(401, 'not-opened', detail, { headers: { 'www-authenticate': 'Bearer' } });
}
