import { domainToASCII } from 'node:url';

/** Domains under which a provider delivers to the same mailboxes. */
const sameProvider: Readonly<Record<string, string>> = {
  'googlemail.com': 'gmail.com',
  'protonmail.com': 'proton.me',
  'pm.me': 'proton.me',
};
/** What a provider ignores in the local part. */
const ignored: Readonly<Record<string, RegExp>> = { 'gmail.com': /\./g, 'proton.me': /[._-]/g };

/**
 * One text for all spellings of a mailbox: without `+tag` (RFC 5233), in lower case, with the domain in ASCII (IDNA),
 * and without the dots that some providers ignore. Only for counting and comparing: mail goes to the address as typed,
 * because another server may distinguish what is equal here. Expects a valid address.
 */
export function canonicalMailbox(address: string): string {
  const plain = address.normalize('NFKC').trim().toLowerCase();
  const at = plain.lastIndexOf('@');
  const typedDomain = plain.slice(at + 1);
  const asciiDomain = domainToASCII(typedDomain) || typedDomain;
  const domain = sameProvider[asciiDomain] ?? asciiDomain;
  const local = plain.slice(0, at).replace(/(.)\+.*$/u, '$1');
  return `${(ignored[domain] ? local.replace(ignored[domain], '') : local) || local}@${domain}`;
}
