import { isIPv6 } from 'node:net';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

export interface LimitSettings {
  /** Complaints an hour that one phone number or mail address may be given for: the form must not become a tool to bomb a stranger. */
  perContactPerHour: number;
  /** Sends an hour of one draft (one Idempotency-Key). */
  perDraftPerHour: number;
  /** High on purpose: carriers put thousands of customers behind one address. */
  perAddressPerMinute: number;
}

/** Too many of something; `retryAfter` in whole seconds. */
export class TooMany extends Error {
  constructor(
    readonly what: 'contact' | 'draft' | 'address' | 'code',
    readonly retryAfter: number,
  ) {
    super(`Too many requests per ${what}.`);
    this.name = 'TooMany';
  }
}

/** Counted in this process: with more replicas a limit is at most so many times higher, and what guards a secret (查询码) is counted in the database. */
export class RequestLimits {
  private readonly contacts: RateLimiterMemory;
  private readonly drafts: RateLimiterMemory;
  private readonly addresses: RateLimiterMemory;

  constructor(settings: LimitSettings) {
    this.contacts = new RateLimiterMemory({ points: settings.perContactPerHour, duration: 3600 });
    this.drafts = new RateLimiterMemory({ points: settings.perDraftPerHour, duration: 3600 });
    this.addresses = new RateLimiterMemory({ points: settings.perAddressPerMinute, duration: 60 });
  }

  /** Throws TooMany. */
  async takeAddress(ip: string): Promise<void> {
    await take(this.addresses, 'address', networkOf(ip));
  }

  /** Throws TooMany. */
  async takeDraft(key: string): Promise<void> {
    await take(this.drafts, 'draft', key);
  }

  /** Throws TooMany where one of them has had enough. */
  async takeContacts(contacts: readonly string[]): Promise<void> {
    for (const contact of contacts) await take(this.contacts, 'contact', contact);
  }

  /** What turned out to be no new complaint does not count. */
  async giveBackContacts(contacts: readonly string[]): Promise<void> {
    for (const contact of contacts) await this.contacts.reward(contact);
  }
}

async function take(limiter: RateLimiterMemory, what: TooMany['what'], key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    throw new TooMany(what, Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000)));
  }
}

/** One customer has a whole /64 of IPv6 addresses (RFC 6177), so that is what counts as one. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head, tail] = ip.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups.slice(0, 4).join(':');
}
