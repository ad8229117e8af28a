import { runService } from '@redress/runtime';
import { intakeForm } from './service.js';

await runService(intakeForm);
