import { Controller, Get, Header, Headers, Param, Query } from '@nestjs/common';
import { isId } from '@redress/contracts';
import { formatInstant, PolicyStore } from '@redress/policy';
import { Clock, Problem, ZodPipe } from '@redress/runtime';
import { z } from 'zod';
import { listPage, messagePage, type Frame } from './mailbox.page.js';
import { staffLanguage } from './mailbox-words.js';
import { Previews } from './previews.js';

const html = 'text/html; charset=utf-8';
/** The pages, and the mails in them, must not load resources or run scripts. */
const contentSecurity =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/** A position of the list. Anything else shows the first page. */
const position = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .optional()
  .catch(undefined);

/** The preview mailbox, for staff: the messages of an installation that cannot send. */
@Controller('mailbox')
export class MailboxController {
  constructor(
    private readonly previews: Previews,
    private readonly policies: PolicyStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('content-type', html)
  @Header('content-security-policy', contentSecurity)
  @Header('cache-control', 'no-store')
  async list(
    @Query('before', new ZodPipe(position)) before: z.infer<typeof position>,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ): Promise<string> {
    const { previews, older } = await this.previews.page(before);
    return listPage(this.frame(acceptLanguage), previews, older, before === undefined);
  }

  @Get(':id')
  @Header('content-type', html)
  @Header('content-security-policy', contentSecurity)
  @Header('cache-control', 'no-store')
  async message(
    @Param('id') id: string,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ): Promise<string> {
    const preview = isId(id) ? await this.previews.find(id) : null;
    if (!preview) throw new Problem(404, 'not-found');
    return messagePage(this.frame(acceptLanguage), preview);
  }

  private frame(acceptLanguage: string | undefined): Frame {
    const language = staffLanguage(acceptLanguage);
    const policy = this.policies.current;
    const now = this.clock.now();
    return { language, accent: policy.operator.accent, formatted: (at) => formatInstant(policy, language, at, now) };
  }
}
