import { Module } from '@nestjs/common';
import { IntakeModule } from '@redress/intake';
import { MessagingModule } from '@redress/runtime';
import { OpenApiModule } from './openapi/openapi.module.js';
import { PagesModule } from './pages/pages.module.js';
import { SubmitModule } from './submit/submit.module.js';
import { TrackingModule } from './tracking/tracking.module.js';

@Module({
  imports: [
    MessagingModule.forService('intake-form'),
    IntakeModule.forChannel({ channel: 'form' }),
    ...[SubmitModule, TrackingModule, PagesModule, OpenApiModule],
  ],
})
export class IntakeFormModule {}
