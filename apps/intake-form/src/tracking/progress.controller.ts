import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import { Installation, readNumber, type ComplaintProgress } from '@redress/contracts';
import { withinASecond } from '@redress/intake';
import { Problem } from '@redress/runtime';
import type { FastifyRequest } from 'fastify';
import { refusal } from '../answers/refusal.js';
import { Voices } from '../language/voices.js';
import { FormLimits } from '../limits/form-limits.js';
import { OpenComplaint } from './open-complaint.js';
import { progressOf } from './progress.rules.js';
import type { Tracked } from './tracked-complaint.js';
import { TrackedComplaints } from './tracked-complaints.js';

@Controller('api/complaints')
export class ProgressController {
  constructor(
    private readonly open: OpenComplaint,
    private readonly complaints: TrackedComplaints,
    private readonly limits: FormLimits,
    private readonly voices: Voices,
    private readonly installation: Installation,
  ) {}

  @Get(':number')
  @Header('cache-control', 'no-store')
  async progress(@Param('number') typed: string, @Req() request: FastifyRequest): Promise<ComplaintProgress> {
    const voice = this.voices.of(request);
    const secret = /^Bearer +([\x21-\x7e]{1,300}) *$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!secret) throw notOpened('Send the 查询码 or the token of the link as Authorization: Bearer …');
    try {
      this.limits.takeAddress(request.ip);
      const complaint = await withinASecond(() => this.opened(typed, secret));
      if (!complaint) throw notOpened(voice.say('tracking.not-found'));
      return progressOf(voice, complaint);
    } catch (error) {
      throw refusal(error, voice);
    }
  }

  private async opened(typed: string, secret: string): Promise<Tracked | undefined> {
    const id = /^\d{6}$/.test(secret)
      ? await this.open.byCode(typed, secret)
      : this.ofThatNumber(this.open.byLink(secret), typed);
    return id === undefined ? undefined : this.complaints.byId(id);
  }

  private ofThatNumber(id: string | undefined, typed: string): string | undefined {
    return id && this.installation.numberOf(id) === readNumber(typed) ? id : undefined;
  }
}

/** One answer for an unknown number, a wrong code and a foreign link. */
function notOpened(detail: string): Problem {
  return new Problem(401, 'not-opened', detail, { headers: { 'www-authenticate': 'Bearer' } });
}
