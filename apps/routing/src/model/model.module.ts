import { Module } from '@nestjs/common';
import { ModelStore } from './model-store.js';

@Module({ providers: [ModelStore], exports: [ModelStore] })
export class ModelModule {}
