import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { PermanentError } from '@redress/messaging';

const algorithm = 'aes-256-gcm';
const sizes = { nonce: 12, tag: 16 } as const;
/** Names how the bytes are made, so that a later way can be told apart. */
const firstByte = 1;

/**
 * Encrypts what was masked (AES-256-GCM, NIST SP 800-38D) under a key that is derived from the installation secret. The
 * bytes are 1, nonce (12), tag (16), ciphertext, and they open only for the id that they were sealed for.
 */
@Injectable()
export class Seal {
  private readonly key: Buffer;

  constructor(installation: Installation) {
    this.key = installation.derivedKey('sealed-originals');
  }

  /** @param id the id of the complaint or message that the text belongs to */
  close(id: string, text: string): Buffer {
    const nonce = randomBytes(sizes.nonce);
    const cipher = createCipheriv(algorithm, this.key, nonce).setAAD(Buffer.from(id));
    const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([firstByte]), nonce, cipher.getAuthTag(), hidden]);
  }

  /**
   * The text that was sealed for `id`.
   *
   * @throws PermanentError `seal-broken` where the bytes are damaged, or were sealed with another key or for another id
   */
  open(id: string, sealed: Buffer): string {
    const [nonceEnd, tagEnd] = [1 + sizes.nonce, 1 + sizes.nonce + sizes.tag];
    try {
      if (sealed[0] !== firstByte || sealed.length < tagEnd) throw new Error('no sealed text');
      const decipher = createDecipheriv(algorithm, this.key, sealed.subarray(1, nonceEnd), { authTagLength: sizes.tag })
        .setAAD(Buffer.from(id))
        .setAuthTag(sealed.subarray(nonceEnd, tagEnd));
      return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString('utf8');
    } catch {
      throw new PermanentError('seal-broken', 'The sealed original cannot be opened with this installation secret.');
    }
  }
}
