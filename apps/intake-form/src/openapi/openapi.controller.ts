import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { openApiDocument } from './openapi-document.js';

@Controller()
export class OpenApiController {
  private readonly text = JSON.stringify(openApiDocument());

  @Get('openapi.json')
  describe(@Res() reply: FastifyReply): void {
    void reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-cache').send(this.text);
  }
}
