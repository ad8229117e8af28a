/**
 * Whether an address can be used in SMTP commands and headers: a dot-atom (also of UTF-8) and a domain, at most 254
 * characters. Quoted local parts and everything that could end a command or a header, or name a second address, are not
 * sendable.
 */
export function isSendable(address: string): boolean {
  return address.length <= 254 && /^[^\s\p{C}()<>[\]:;,\\"@]+@[^\s\p{C}()<>[\]:;,\\"@]+$/u.test(address);
}

/** The Message-ID of the message `id`. It is the same for all attempts, so that a receiver recognises a duplicate. */
export function messageIdOf(from: string, id: string): string {
  return `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}
