import { Controller, Get, Header } from '@nestjs/common';
import { openApiDocument } from './openapi-document.js';

@Controller()
export class OpenApiController {
  @Get('openapi.json')
  @Header('cache-control', 'no-cache')
  describe(): Record<string, unknown> {
    return openApiDocument();
  }
}
