import { Injectable } from '@nestjs/common';
import { Installation, newId } from '@redress/contracts';

/** UUIDv7 (RFC 9562 §5.7). */
const unsignedKey = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * The keys of drafts on our pages. A key is the ledger's reference of the complaint that the draft becomes, so pages take
 * only keys that this installation signed, and REST takes all others: the two never share a reference.
 *
 * Pages of the first release carry an unsigned UUIDv7. Those are still taken, so that a draft which is open during the
 * upgrade is neither lost nor stored twice. A stranger gains nothing by that: a page shows a complaint only to a
 * sender of the identical body.
 */
@Injectable()
export class PageKeys {
  constructor(private readonly installation: Installation) {}

  /** The key of a new draft. */
  create(): string {
    return this.installation.draftKey(newId());
  }

  /** The key that a page sent, or a new one if it is not a key of our pages. */
  read(sent: string): string {
    return this.installation.isDraftKey(sent) || unsignedKey.test(sent) ? sent : this.create();
  }

  /** The key to go on with when the sender of a form is unknown: a signed key may be a stranger's, so it is replaced. */
  afterUnknownSender(key: string): string {
    return unsignedKey.test(key) ? key : this.create();
  }
}
