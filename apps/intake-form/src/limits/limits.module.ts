import { Module } from '@nestjs/common';
import { FormLimits } from './form-limits.js';

@Module({ providers: [FormLimits], exports: [FormLimits] })
export class LimitsModule {}
