import { Module } from '@nestjs/common';
import { MessagingModule } from '@redress/runtime';
import { AcknowledgeModule } from './acknowledge/acknowledge.module.js';
import { GatewaysModule } from './gateways.module.js';

@Module({ imports: [MessagingModule.forService('notifier'), GatewaysModule, AcknowledgeModule] })
export class NotifierModule {}
