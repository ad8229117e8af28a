import { Module, type DynamicModule } from '@nestjs/common';
import { Channel } from './accept/channel.js';
import { ComplaintBatches } from './accept/complaint-batches.js';
import { Intake } from './accept/intake.js';
import { Ledger } from './accept/ledger.js';
import { Preparation } from './accept/prepare.js';
import { Seal } from './masking/seal.js';

/**
 * A channel's way in: provides `Intake` and `Ledger` to all modules of the service. It needs `MessagingModule` beside it
 * and `intakeMigrations` among the service's migrations; otherwise the service does not start.
 */
@Module({})
export class IntakeModule {
  /** @param options.channel see {@link Channel} */
  static forChannel(options: { channel: string }): DynamicModule {
    return {
      module: IntakeModule,
      global: true,
      providers: [
        { provide: Channel, useValue: new Channel(options.channel) },
        ...[Seal, Preparation, Ledger, ComplaintBatches, Intake],
      ],
      exports: [Intake, Ledger],
    };
  }
}
