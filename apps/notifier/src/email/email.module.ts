import { Module } from '@nestjs/common';
import { EmailGateway } from './email.gateway.js';

@Module({ providers: [EmailGateway], exports: [EmailGateway] })
export class EmailModule {}
