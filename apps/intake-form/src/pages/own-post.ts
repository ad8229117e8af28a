import { Problem } from '@redress/runtime';
import type { FastifyRequest } from 'fastify';
import { isOwnPost } from './same-origin.rules.js';
import type { Voice } from './voice.js';

/** Throws a Problem (403) where a form was posted by a page of another site. */
export function requireOwnPost({ headers }: FastifyRequest, publicUrl: string, voice: Voice): void {
  const { origin, host, 'sec-fetch-site': fetchSite } = headers;
  if (!isOwnPost({ origin, host, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined }, publicUrl))
    throw new Problem(403, 'foreign-post', voice.say('page.foreign'));
}
