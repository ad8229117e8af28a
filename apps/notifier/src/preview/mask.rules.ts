/** Masks a phone number or a mail address for lists: `138****5678`, `l***@example.com`. */
export function masked(recipient: string): string {
  const at = recipient.lastIndexOf('@');
  if (at > 0) return `${[...recipient][0]}***${recipient.slice(at)}`;
  const local = recipient.replace(/^\+86/, '');
  return local.length < 8 ? '****' : `${local.slice(0, local.length - 8)}****${local.slice(-4)}`;
}
