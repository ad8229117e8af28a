import { serviceConfig } from '@redress/runtime';
import { z } from 'zod';

/** Routing has no variables of its own. */
export class RoutingConfig extends serviceConfig(z.object({})) {}
