import { Module } from '@nestjs/common';
import { LanguageModule } from '../language/language.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { Submissions } from './submissions.js';
import { SubmitController } from './submit.controller.js';

@Module({
  imports: [LanguageModule, LimitsModule],
  controllers: [SubmitController],
  providers: [Submissions],
  exports: [Submissions],
})
export class SubmitModule {}
