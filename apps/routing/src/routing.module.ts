import { Inject, Module, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { CONTEXT, type ServiceContext } from '@redress/runtime';
import { DecideConsumer } from './decide/decide.consumer.js';
import { DecisionMetrics } from './decide/decision-metrics.js';
import { PolicyInForce } from './decide/policy-in-force.js';

@Module({
  controllers: [DecideConsumer],
  providers: [
    {
      provide: PolicyInForce,
      inject: [CONTEXT],
      useFactory: ({ policies, transport, log }: ServiceContext) => new PolicyInForce(policies, transport, log),
    },
    { provide: DecisionMetrics, inject: [CONTEXT], useFactory: ({ registry }: ServiceContext) => new DecisionMetrics(registry) },
  ],
})
export class RoutingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(CONTEXT) private readonly context: ServiceContext,
    private readonly policy: PolicyInForce,
  ) {}

  onApplicationBootstrap(): void {
    this.context.readiness.add('routing has its queues', () => {
      if (this.policy.problem !== undefined) throw new Error(this.policy.problem);
    });
    this.policy.start();
  }

  onApplicationShutdown(): void {
    this.policy.stop();
  }
}
