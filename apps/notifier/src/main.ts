import { runService } from '@redress/runtime';
import { notifier } from './service.js';

await runService(notifier);
