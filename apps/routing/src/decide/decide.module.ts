import { Module } from '@nestjs/common';
import { DecideConsumer } from './decide.consumer.js';
import { DecisionMetrics } from './decision-metrics.js';
import { PolicyInForce } from './policy-in-force.js';

@Module({ controllers: [DecideConsumer], providers: [PolicyInForce, DecisionMetrics] })
export class DecideModule {}
