import { Controller, Get, Header, Headers, Inject, Param, Query } from '@nestjs/common';
import { isId } from '@redress/contracts';
import { formatInstant } from '@redress/policy';
import { CONTEXT, Problem, type ServiceContext } from '@redress/runtime';
import type { NotifierConfig } from '../config.js';
import { listPage, messagePage, type Frame } from './mailbox.page.js';
import { staffLanguage } from './mailbox-words.js';
import { findPreview, listPreviews } from './previews.js';

const html = 'text/html; charset=utf-8';
/** Nothing is loaded or run on these pages, and the mails in them least of all. */
const contentSecurity = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/** /mailbox, for staff: what would have been sent where no sending is configured. */
@Controller('mailbox')
export class MailboxController {
  constructor(@Inject(CONTEXT) private readonly context: ServiceContext<NotifierConfig>) {}

  @Get()
  @Header('content-type', html)
  @Header('content-security-policy', contentSecurity)
  @Header('cache-control', 'no-store')
  async list(@Query('before') before: string | undefined, @Headers('accept-language') accepted: string | undefined): Promise<string> {
    const position = before !== undefined && /^\d{1,15}$/.test(before) ? Number(before) : undefined;
    const { previews, older } = await listPreviews(this.context.dataSource, position);
    return listPage(this.frame(accepted), previews, older, position === undefined);
  }

  @Get(':id')
  @Header('content-type', html)
  @Header('content-security-policy', contentSecurity)
  @Header('cache-control', 'no-store')
  async message(@Param('id') id: string, @Headers('accept-language') accepted: string | undefined): Promise<string> {
    const preview = isId(id) ? await findPreview(this.context.dataSource, id) : undefined;
    if (!preview) throw new Problem(404, 'not-found');
    return messagePage(this.frame(accepted), preview);
  }

  private frame(accepted: string | undefined): Frame {
    const language = staffLanguage(accepted);
    const policy = this.context.policies.current;
    const now = this.context.now();
    return { language, accent: policy.operator.accent, formatted: (at) => formatInstant(policy, language, at, now) };
  }
}
