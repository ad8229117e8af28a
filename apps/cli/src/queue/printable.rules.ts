/**
 * Characters that a terminal interprets or that hide text. Control characters can move the cursor, forge lines or set
 * the window title; bidirectional marks can reorder a line; invisible characters can split or disguise a word. Not
 * included: variation selectors (emoji, rare forms of Chinese characters in names) and the joiner between two emoji.
 */
const harmful =
  /(?![\n\ufe00-\ufe0f\u{e0100}-\u{e01ef}])(?:(?!(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])/gu;

/**
 * A customer's text in a form that is safe for a terminal. Line breaks are kept, tabs become spaces, and every other
 * character that the terminal could interpret becomes `�`.
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(harmful, '�');
}

/** Like `printable`, on one line. */
export function onOneLine(text: string): string {
  return printable(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/**
 * JSON text in a form that is safe for a terminal, on one line: line breaks between tokens become spaces, and the same
 * characters as in `printable` become `\u` escapes. The meaning of the JSON does not change, because such characters
 * can occur only in its strings.
 */
export function printableJson(json: string): string {
  return json
    .replace(/[\r\n\t]+/g, ' ')
    .replace(harmful, (character) =>
      Array.from(
        { length: character.length },
        (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
      ).join(''),
    );
}
