import { Module } from '@nestjs/common';
import { Voices } from './voices.js';

@Module({ providers: [Voices], exports: [Voices] })
export class LanguageModule {}
