import { Module } from '@nestjs/common';
import { MessagingModule } from '@redress/runtime';
import { DecideModule } from './decide/decide.module.js';
import { WorkOrdersModule } from './work-orders/work-orders.module.js';

@Module({ imports: [MessagingModule.forService('routing'), DecideModule, WorkOrdersModule] })
export class RoutingModule {}
