/** The fields of a form; a name that was sent several times has an array. */
export type FormFields = Record<string, string | string[]>;

export type FormReading =
  { ok: true; fields: FormFields } | { ok: false; problem: 'charset-unknown' | 'charset-wrong' };

/** More fields than any page has. The rest is ignored, so that a body of many tiny fields costs little. */
const maxFields = 1_000;

/** Names that Java and Windows use and the Encoding Standard does not know. */
const otherNames: Readonly<Record<string, string>> = {
  cp936: 'gbk',
  ms936: 'gbk',
  'windows-936': 'gbk',
  cp950: 'big5',
  ms950: 'big5',
};

/**
 * Reads a body of `application/x-www-form-urlencoded` (WHATWG URL §5.1), percent-encoded or as raw bytes, in the charset
 * that is declared: `charset` of the content-type, else the field `_charset_` that browsers fill in, else UTF-8.
 * Known are UTF-8, GBK (GB2312), GB18030 and Big5. In another charset only ASCII is accepted.
 * Never guesses: bytes that are not valid in the charset are a problem.
 */
export function readForm(body: Buffer, declared: string | undefined): FormReading {
  // One character a byte. The separators are ASCII and are never part of a character in the charsets above.
  const pairs = body
    .toString('latin1')
    .split('&', maxFields)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [unescape(pair), ''] : [unescape(pair.slice(0, equals)), unescape(pair.slice(equals + 1))];
    });
  const charset = encodingOf(declared ?? pairs.find(([name]) => name === '_charset_')?.[1] ?? 'utf-8');
  const bytes = pairs.flat().join('');
  if (!isAscii(bytes)) {
    if (charset === undefined) return { ok: false, problem: 'charset-unknown' };
    if (!pairs.flat().every((text) => decode(text, charset) !== undefined))
      return { ok: false, problem: 'charset-wrong' };
  }
  const fields = Object.create(null) as FormFields;
  for (const [name, value] of pairs.map((pair) => pair.map((text) => decode(text, charset ?? 'utf-8') ?? '')))
    add(fields, name!, value!);
  return { ok: true, fields };
}

function add(fields: FormFields, name: string, value: string): void {
  const known = fields[name];
  if (known === undefined) fields[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else fields[name] = [known, value];
}

/** The decoder for a charset name, or undefined if its bytes cannot be read here. */
function encodingOf(name: string): 'utf-8' | 'gb18030' | 'big5' | undefined {
  const label = name.trim().toLowerCase();
  try {
    switch (new TextDecoder(otherNames[label] ?? label).encoding) {
      case 'utf-8':
        return 'utf-8';
      // The Encoding Standard decodes GBK as GB18030, which contains it.
      case 'gbk':
      case 'gb18030':
        return 'gb18030';
      case 'big5':
        return 'big5';
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

function decode(bytes: string, charset: string): string | undefined {
  if (isAscii(bytes)) return bytes;
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
    // Bytes without a character are mapped to the private use area in some tables; nobody could read that.
    return charset !== 'utf-8' && /\p{Co}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** `+` is a blank; a `%` that no two hexadecimal digits follow stands for itself. */
function unescape(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

function isAscii(bytes: string): boolean {
  return !/[\u0080-\u00ff]/.test(bytes);
}
