import { Module } from '@nestjs/common';
import { ErrorPages } from '@redress/runtime';
import { LanguageModule } from '../language/language.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { SubmitModule } from '../submit/submit.module.js';
import { TrackingModule } from '../tracking/tracking.module.js';
import { CustomerController } from './customer.controller.js';
import { FormErrorPages } from './form-error-pages.js';
import { FormPages } from './form-pages.js';
import { FormController } from './form.controller.js';
import { PageKeys } from './page-keys.js';
import { ScriptController } from './script.controller.js';
import { TrackFormController } from './track-form.controller.js';

@Module({
  imports: [LanguageModule, LimitsModule, SubmitModule, TrackingModule],
  controllers: [CustomerController, TrackFormController, FormController, ScriptController],
  providers: [FormPages, PageKeys, { provide: ErrorPages, useClass: FormErrorPages }],
})
export class PagesModule {}
