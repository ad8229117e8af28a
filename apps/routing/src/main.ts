import 'reflect-metadata';
import { runService } from '@redress/runtime';
import { routing } from './service.js';

await runService(routing);
