/** Bytes of UTF-8 that fit in one encoded-word of at most 75 characters (RFC 2047 §2): 45 bytes are 60 characters of base64. */
const bytesPerWord = 45;

/**
 * A header value of RFC 5322 for any text: printable ASCII as it is, else encoded-words of UTF-8 (RFC 2047), folded one to a line.
 * Control characters, line ends among them, become spaces: no text can end the header it stands in.
 */
export function headerText(text: string): string {
  const plain = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  if (/^[\x20-\x7e]{0,60}$/.test(plain) && !plain.includes('=?')) return plain;
  return words(plain)
    .map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
    .join('\r\n ');
}

/** A multibyte character is never cut (RFC 2047 §5). */
function words(text: string): string[] {
  const found: string[] = [];
  let word = '';
  let bytes = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > bytesPerWord) {
      found.push(word);
      word = '';
      bytes = 0;
    }
    word += character;
    bytes += size;
  }
  return [...found, word];
}
