import { Global, Module } from '@nestjs/common';
import { EmailGateway } from './email/email.gateway.js';
import { EmailModule } from './email/email.module.js';
import { PreviewGateway } from './preview/preview.gateway.js';
import { PreviewModule } from './preview/preview.module.js';
import { GATEWAYS, type Gateway } from './sending/gateway.js';

/**
 * Every outbound channel of the notifier. A new channel needs a folder with a `Gateway`, its module, and a line here.
 */
@Global()
@Module({
  imports: [EmailModule, PreviewModule],
  providers: [
    {
      provide: GATEWAYS,
      inject: [EmailGateway, PreviewGateway],
      useFactory: (...gateways: Gateway[]): Gateway[] => gateways,
    },
  ],
  exports: [GATEWAYS],
})
export class GatewaysModule {}
