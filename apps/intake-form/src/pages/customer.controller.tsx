import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { withinASecond } from '@redress/intake';
import { Problem, ZodPipe } from '@redress/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Voices } from '../language/voices.js';
import { OpenComplaint } from '../tracking/open-complaint.js';
import { TrackedComplaints } from '../tracking/tracked-complaints.js';
import { htmlReply } from './html-reply.js';
import { ReceiptPage } from './receipt.view.js';
import { TrackingPage } from './tracking.view.js';

/** How long a receipt waits for the decision before it says that the complaint is still being passed on. */
const waitForDecisionMs = 800;
/** Seconds after which the page then looks again. */
const looksAgainAfter = [3, 6];
/** `look`: how often the page has looked again. */
const receiptQuery = z.object({ look: z.coerce.number().int().min(0).max(looksAgainAfter.length).catch(0) });

/** The receipt and tracking pages. GET changes nothing. */
@Controller()
export class CustomerController {
  constructor(
    private readonly open: OpenComplaint,
    private readonly complaints: TrackedComplaints,
    private readonly voices: Voices,
    private readonly installation: Installation,
  ) {}

  @Get('receipt/:token')
  async receipt(
    @Param('token') token: string,
    @Query(new ZodPipe(receiptQuery)) { look }: z.infer<typeof receiptQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const id = this.opened(token);
    const complaint = await this.complaints.onceDecided(id, waitForDecisionMs);
    const seconds = looksAgainAfter[look];
    const refresh =
      complaint.outcome || seconds === undefined ? undefined : { seconds, url: `/receipt/${token}?look=${look + 1}` };
    const voice = this.voices.ofPage(request, reply);
    const code = this.installation.codeOf(id);
    const page = <ReceiptPage voice={voice} complaint={complaint} code={code} token={token} refresh={refresh} />;
    return htmlReply(reply, voice, page, { secret: 'address' });
  }

  @Get('t/:token')
  async follow(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const id = this.opened(token);
    const complaint = await withinASecond(() => this.complaints.byId(id));
    const voice = this.voices.ofPage(request, reply);
    const page = <TrackingPage voice={voice} complaint={complaint} token={token} />;
    return htmlReply(reply, voice, page, { secret: 'address' });
  }

  private opened(token: string): string {
    const id = this.open.byLink(token);
    if (!id) throw new Problem(404, 'not-found');
    return id;
  }
}
