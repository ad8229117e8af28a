import { Module } from '@nestjs/common';
import { MessagingModule } from '@redress/runtime';
import { DecideModule } from './decide/decide.module.js';

@Module({ imports: [MessagingModule.forService('routing'), DecideModule] })
export class RoutingModule {}
