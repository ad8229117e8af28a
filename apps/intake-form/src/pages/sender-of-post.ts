import { Problem } from '@redress/runtime';
import type { FastifyRequest } from 'fastify';
import type { Voice } from '../language/voice.js';
import { postOrigin } from './post-origin.rules.js';

/**
 * Whether a page of ours posted the form (`own`), or that is not known (`unknown`): then nothing may be done yet, and the
 * customer is asked to send again.
 * @throws Problem (403) when a page of another site posted it
 */
export function senderOfPost({ headers }: FastifyRequest, publicUrl: string, voice: Voice): 'own' | 'unknown' {
  const { origin, referer, host, 'sec-fetch-site': fetchSite } = headers;
  const sender = postOrigin(
    { origin, referer, host, fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined },
    publicUrl,
  );
  if (sender === 'foreign') throw new Problem(403, 'foreign-post', voice.say('page.foreign'));
  return sender;
}

/** What the customer reads when the sender is unknown. */
export function unconfirmedSentence({ say, policy }: Voice): string {
  return say('page.unconfirmed', { hotline: policy.operator.hotline });
}
