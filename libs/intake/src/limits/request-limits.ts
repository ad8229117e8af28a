import { isIPv6 } from 'node:net';
import { TooMany } from './too-many.js';
import { WindowCounter } from './window-counter.js';

export interface LimitSettings {
  /** Complaints per hour for one phone number or mailbox, so that nobody can flood a stranger with confirmations. */
  perContactPerHour: number;
  /** Requests per hour under one reference (a draft, an Idempotency-Key, a conversation). */
  perReferencePerHour: number;
  /** Requests per minute. High on purpose: mobile carriers put thousands of customers behind one address. */
  perAddressPerMinute: number;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Counts in this process: with N replicas a limit is at most N times as high. Attempts on a secret (查询码) are counted in
 * the database instead. Memory is bounded; {@link WindowCounter} says what becomes approximate for that.
 */
export class RequestLimits {
  private readonly contacts: WindowCounter;
  private readonly references: WindowCounter;
  private readonly addresses: WindowCounter;

  constructor(settings: LimitSettings) {
    this.contacts = new WindowCounter(settings.perContactPerHour, hour);
    this.references = new WindowCounter(settings.perReferencePerHour, hour);
    this.addresses = new WindowCounter(settings.perAddressPerMinute, minute);
  }

  /** @throws TooMany */
  takeAddress(ip: string): void {
    take(this.addresses, 'address', [networkOf(ip)]);
  }

  /** @throws TooMany */
  takeReference(reference: string): void {
    take(this.references, 'draft', [reference]);
  }

  /**
   * @param contacts in one spelling each (E.164, `canonicalMailbox`)
   * @throws TooMany when one of them has reached its limit; then none of them is counted
   */
  takeContacts(contacts: readonly string[]): void {
    take(this.contacts, 'contact', contacts);
  }

  /** Uncounts a request that created no new complaint. */
  giveBackContacts(contacts: readonly string[]): void {
    for (const contact of contacts) this.contacts.giveBack(contact);
  }
}

function take(counter: WindowCounter, what: TooMany['what'], keys: readonly string[]): void {
  const wait = counter.take(keys);
  if (wait > 0) throw new TooMany(what, Math.ceil(wait / second));
}

/** The part of an address that is counted: an IPv6 customer has a whole /64 (RFC 6177). */
export function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head, tail] = ip.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups.slice(0, 4).join(':');
}
