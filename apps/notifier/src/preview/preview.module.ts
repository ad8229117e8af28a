import { Module } from '@nestjs/common';
import { MailboxController } from './mailbox.controller.js';
import { PreviewGateway } from './preview.gateway.js';
import { Previews } from './previews.js';

@Module({ controllers: [MailboxController], providers: [Previews, PreviewGateway], exports: [PreviewGateway] })
export class PreviewModule {}
