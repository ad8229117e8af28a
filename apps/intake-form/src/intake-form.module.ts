import { Module, type DynamicModule } from '@nestjs/common';
import { ErrorPages, type ServiceContext } from '@redress/runtime';
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

@Module({})
export class IntakeFormModule {
  static of(context: ServiceContext<FormLimits>): DynamicModule {
    const { config, dataSource, installation, intake, policies, now } = context;
    const limits = new RequestLimits({
      perContactPerHour: config.FORM_PER_CONTACT,
      perDraftPerHour: config.FORM_PER_DRAFT,
      perAddressPerMinute: config.FORM_PER_ADDRESS,
    });
    const complaints = new TrackedComplaints(dataSource, installation);
    return {
      module: IntakeFormModule,
      controllers: [SubmitController, ProgressController, OpenApiController, CustomerController, FormController, TrackConsumer],
      providers: [
        { provide: RequestLimits, useValue: limits },
        { provide: TrackedComplaints, useValue: complaints },
        { provide: OpenComplaint, useValue: new OpenComplaint(installation, new CodeTries(dataSource), complaints, now) },
        { provide: FormPages, useValue: new FormPages(policies) },
        { provide: ErrorPages, useValue: new FormErrorPages(policies, now) },
        {
          provide: SubmitComplaintWork,
          useValue: new SubmitComplaintWork(intake, dataSource, installation, policies, limits, config.PUBLIC_URL, now),
        },
      ],
    };
  }
}
