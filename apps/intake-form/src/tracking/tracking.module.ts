import { Module } from '@nestjs/common';
import { LanguageModule } from '../language/language.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { CodeTries } from './code-tries.js';
import { OpenComplaint } from './open-complaint.js';
import { ProgressController } from './progress.controller.js';
import { TrackConsumer } from './track.consumer.js';
import { TrackedComplaints } from './tracked-complaints.js';

@Module({
  imports: [LanguageModule, LimitsModule],
  controllers: [ProgressController, TrackConsumer],
  providers: [CodeTries, OpenComplaint, TrackedComplaints],
  exports: [OpenComplaint, TrackedComplaints],
})
export class TrackingModule {}
