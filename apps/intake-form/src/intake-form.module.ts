import { Module } from '@nestjs/common';
import { CONTEXT, ErrorPages, MessagingModule, type ServiceContext } from '@redress/runtime';
import type { FormLimits } from './config.js';
import { RequestLimits } from './limits/request-limits.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { CustomerController } from './pages/customer.controller.js';
import { FormErrorPages } from './pages/form-error-pages.js';
import { FormController } from './pages/form.controller.js';
import { FormPages } from './pages/form-pages.js';
import { SubmitComplaintWork } from './submit/submit-complaint.js';
import { SubmitController } from './submit/submit.controller.js';
import { CodeTries } from './tracking/code-tries.js';
import { OpenComplaint } from './tracking/open-complaint.js';
import { ProgressController } from './tracking/progress.controller.js';
import { TrackConsumer } from './tracking/track.consumer.js';
import { TrackedComplaints } from './tracking/tracked-complaints.js';

const inject = [CONTEXT];
type Context = ServiceContext<FormLimits>;

@Module({
  imports: [MessagingModule.forService('intake-form')],
  controllers: [SubmitController, ProgressController, OpenApiController, CustomerController, FormController, TrackConsumer],
  providers: [
    {
      provide: RequestLimits,
      inject,
      useFactory: ({ config }: Context) =>
        new RequestLimits({
          perContactPerHour: config.FORM_PER_CONTACT,
          perDraftPerHour: config.FORM_PER_DRAFT,
          perAddressPerMinute: config.FORM_PER_ADDRESS,
        }),
    },
    {
      provide: TrackedComplaints,
      inject,
      useFactory: ({ dataSource, installation }: Context) => new TrackedComplaints(dataSource, installation),
    },
    {
      provide: OpenComplaint,
      inject: [CONTEXT, TrackedComplaints],
      useFactory: ({ installation, dataSource }: Context, complaints: TrackedComplaints) =>
        new OpenComplaint(installation, new CodeTries(dataSource), complaints),
    },
    { provide: FormPages, inject, useFactory: ({ policies }: Context) => new FormPages(policies) },
    { provide: ErrorPages, inject, useFactory: ({ policies, now }: Context) => new FormErrorPages(policies, now) },
    {
      provide: SubmitComplaintWork,
      inject: [CONTEXT, RequestLimits],
      useFactory: ({ intake, dataSource, installation, policies, config, now }: Context, limits: RequestLimits) =>
        new SubmitComplaintWork(intake, dataSource, installation, policies, limits, config.PUBLIC_URL, now),
    },
  ],
})
export class IntakeFormModule {}
