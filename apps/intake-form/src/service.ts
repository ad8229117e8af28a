import { intakeMigrations } from '@redress/intake';
import { PolicyStore } from '@redress/policy';
import { defineService } from '@redress/runtime';
import { addBodyParsers } from './charset/body-parsers.js';
import { FormConfig } from './config.js';
import { IntakeFormModule } from './intake-form.module.js';
import { protectPage } from './pages/html-reply.js';
import { TrackedComplaint, TrackedStep } from './tracking/entities.js';
import {
  AnswersOfDepartments1764340000000,
  StagesOfComplaints1764310000000,
  TrackingTables1763710000000,
} from './tracking/migrations.js';

/** Web and app form: REST, the customer's pages, tracking. */
export const intakeForm = defineService({
  name: 'intake-form',
  database: {
    schema: 'intake_form',
    migrations: [
      ...intakeMigrations('intake_form'),
      TrackingTables1763710000000,
      StagesOfComplaints1764310000000,
      AnswersOfDepartments1764340000000,
    ],
    entities: [TrackedComplaint, TrackedStep],
  },
  config: FormConfig,
  publicPaths: ['/'],
  readyWithoutBroker: true,
  module: IntakeFormModule,
  http: (fastify, app) => {
    const policies = app.get(PolicyStore);
    addBodyParsers(fastify);
    fastify.addHook('onSend', (_, reply, __, done) => {
      protectPage(reply, policies.current.operator.accent);
      done();
    });
  },
});
