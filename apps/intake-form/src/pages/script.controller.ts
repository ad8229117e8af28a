import { Controller, Get, Header } from '@nestjs/common';
import { pageScript, pageScriptPath } from './page-script.js';

/** The script of the pages, under an address that changes with its content. */
@Controller()
export class ScriptController {
  @Get(pageScriptPath.slice(1))
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Header('x-content-type-options', 'nosniff')
  script(): string {
    return pageScript;
  }
}
