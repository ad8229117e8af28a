import { isIPv6 } from 'node:net';
import { TooMany } from './too-many.js';
import { WindowCounter } from './window-counter.js';

export interface LimitSettings {
  /** Complaints an hour that one phone number or mail address may be given for: the form must not become a tool to bomb a stranger. */
  perContactPerHour: number;
  /** Sends an hour of one draft (one Idempotency-Key). */
  perDraftPerHour: number;
  /** High on purpose: carriers put thousands of customers behind one address. */
  perAddressPerMinute: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Counted in this process: with more replicas a limit is at most so many times higher, and what guards a secret (查询码) is counted in the database.
 * In bounded memory: what a rush of ever new keys makes less exact, {@link WindowCounter} says.
 */
export class RequestLimits {
  private readonly contacts: WindowCounter;
  private readonly drafts: WindowCounter;
  private readonly addresses: WindowCounter;

  constructor(settings: LimitSettings) {
    this.contacts = new WindowCounter(settings.perContactPerHour, hour);
    this.drafts = new WindowCounter(settings.perDraftPerHour, hour);
    this.addresses = new WindowCounter(settings.perAddressPerMinute, minute);
  }

  /** Throws TooMany. */
  takeAddress(ip: string): void {
    take(this.addresses, 'address', [networkOf(ip)]);
  }

  /** Throws TooMany. */
  takeDraft(key: string): void {
    take(this.drafts, 'draft', [key]);
  }

  /** Throws TooMany where one of them has had enough; then none of them is counted. */
  takeContacts(contacts: readonly string[]): void {
    take(this.contacts, 'contact', contacts);
  }

  /** What turned out to be no new complaint does not count. */
  giveBackContacts(contacts: readonly string[]): void {
    for (const contact of contacts) this.contacts.giveBack(contact);
  }
}

function take(counter: WindowCounter, what: TooMany['what'], keys: readonly string[]): void {
  const wait = counter.take(keys);
  if (wait > 0) throw new TooMany(what, Math.ceil(wait / second));
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
