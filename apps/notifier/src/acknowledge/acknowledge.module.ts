import { Module } from '@nestjs/common';
import { SendingModule } from '../sending/sending.module.js';
import { AcknowledgeConsumer } from './acknowledge.consumer.js';

@Module({ imports: [SendingModule], controllers: [AcknowledgeConsumer] })
export class AcknowledgeModule {}
