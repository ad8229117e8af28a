import { Module } from '@nestjs/common';
import { DecideConsumer } from './decide.consumer.js';
import { DecisionMetrics } from './decision-metrics.js';
import { ModelModule } from '../model/model.module.js';
import { PolicyInForce } from './policy-in-force.js';

@Module({
  imports: [ModelModule],
  controllers: [DecideConsumer],
  providers: [PolicyInForce, DecisionMetrics],
  exports: [PolicyInForce],
})
export class DecideModule {}
