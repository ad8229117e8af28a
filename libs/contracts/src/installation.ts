import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalMailbox } from './canonical-mailbox.js';
import { customId, idOf, isId } from './ids.js';
import { withCheckDigits } from './complaint-number.js';

/**
 * A signing key of links. The first of the list signs and all are accepted, so that a key can be replaced without
 * breaking links.
 */
export interface LinkSecret {
  /** Letters and digits; appears in the link. */
  id: string;
  secret: string;
}

/** One way to reach a person, as {@link Installation.contactKey} names it. */
export type Contact =
  /** E.164. */
  | { phone: string }
  /** In any spelling. */
  | { email: string }
  /** The provider and the person's id there. */
  | { chat: { provider: string; id: string } };

/**
 * The ids, numbers, codes and links of one installation. All are computed from the complaint's id and the secrets, so
 * that every service that has the secrets (an intake, the notifier) computes the same ones, and no event has to contain
 * a code or a link. The installation secret never changes; link secrets may.
 */
export class Installation {
  private readonly namespace: string;

  constructor(private readonly secrets: { secret: string; linkSecrets: readonly LinkSecret[] }) {
    if (
      secrets.secret.length < 32 ||
      secrets.linkSecrets.length === 0 ||
      secrets.linkSecrets.some((key) => key.secret.length < 32)
    )
      throw new RangeError(
        'An installation needs a secret and at least one link secret, each of at least 32 characters.',
      );
    this.namespace = idOf('00000000-0000-0000-0000-000000000000', this.hmac('namespace', '').toString('hex'));
  }

  /** The id of the complaint with the external identity `reference`: the same message always gets the same id. */
  complaintId(reference: string): string {
    return idOf(this.namespace, reference);
  }

  /**
   * The 16-digit number of a complaint. Two complaints can share one (about 50 pairs in 100 million): never look it up
   * alone.
   */
  numberOf(complaintId: string): string {
    return withCheckDigits(this.hmac('number', complaintId).readBigUInt64BE());
  }

  /** 查询码: six digits that open tracking together with the number. */
  codeOf(complaintId: string): string {
    return (this.hmac('code', complaintId).readBigUInt64BE() % 1_000_000n).toString().padStart(6, '0');
  }

  /** Compares in constant time. */
  codeMatches(complaintId: string, code: string): boolean {
    return same(code, this.codeOf(complaintId));
  }

  /** `v1.<key id>.<complaint id>.<mac>`: opens tracking of one complaint, and nothing else. */
  linkToken(complaintId: string): string {
    return this.signed(this.secrets.linkSecrets[0]!, complaintId);
  }

  /** The id of the complaint that a token opens, or undefined if none of the installation's link secrets signed it. */
  readLinkToken(token: string): string | undefined {
    const [version, keyId, complaintId] = token.split('.');
    const key = this.secrets.linkSecrets.find((candidate) => candidate.id === keyId);
    if (version !== 'v1' || !key || !complaintId || !isId(complaintId)) return undefined;
    return same(token, this.signed(key, complaintId)) ? complaintId : undefined;
  }

  /** `draft1.<draft id>.<mac>`: the key of one draft of our own pages. Printable ASCII of 66 characters. */
  draftKey(draftId: string): string {
    const head = `draft1.${draftId}`;
    return `${head}.${this.hmac('draft-key', head).subarray(0, 16).toString('base64url')}`;
  }

  /** Whether this installation issued the key with `draftKey`. Compares in constant time. */
  isDraftKey(text: string): boolean {
    const [version, draftId] = text.split('.', 3);
    return version === 'draft1' && draftId !== undefined && isId(draftId) && same(text, this.draftKey(draftId));
  }

  /**
   * Names a contact without telling it: a UUIDv8 (RFC 9562 §5.8) from an HMAC of the contact. All spellings of a mailbox
   * have one key. Without the installation secret it can neither be computed nor guessed.
   */
  contactKey(contact: Contact): string {
    return customId(this.hmac('contact', canonicalContact(contact)));
  }

  /** A key of 32 bytes for one purpose, derived from the installation secret (HKDF-SHA256, RFC 5869). */
  derivedKey(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.secrets.secret, '', `redress:${purpose}`, 32));
  }

  private signed(key: LinkSecret, complaintId: string): string {
    const head = `v1.${key.id}.${complaintId}`;
    return `${head}.${createHmac('sha256', key.secret).update(`link:${head}`).digest().subarray(0, 16).toString('base64url')}`;
  }

  private hmac(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.secrets.secret).update(`${purpose}:${text}`).digest();
  }
}

function same(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

function canonicalContact(contact: Contact): string {
  if ('phone' in contact) return `phone:${contact.phone}`;
  if ('email' in contact) return `email:${canonicalMailbox(contact.email)}`;
  return `chat:${contact.chat.provider}:${contact.chat.id}`;
}
