import { Module } from '@nestjs/common';
import { DecideModule } from '../decide/decide.module.js';
import { DepartmentReplyConsumer } from './department-reply.consumer.js';
import { ReplyTopics } from './reply-topics.js';

@Module({ imports: [DecideModule], controllers: [DepartmentReplyConsumer], providers: [ReplyTopics] })
export class WorkOrdersModule {}
