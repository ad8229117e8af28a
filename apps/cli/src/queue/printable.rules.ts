/**
 * Characters that a terminal obeys or that hide text: control characters can move the cursor, forge lines or set the window
 * title; marks of writing direction can reorder a line; invisible characters can split or disguise a word. Not among them:
 * variation selectors (emoji, rare forms of Chinese characters in names) and the joiner between two emoji.
 */
const harmful =
  /(?![\n\ufe00-\ufe0f\u{e0100}-\u{e01ef}])(?:(?!(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=\p{Extended_Pictographic}))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])/gu;

/**
 * A customer's text as it may be printed on a terminal. Line breaks stay, tabs become blanks, and every other character that
 * could act on the terminal becomes `�`.
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
 * JSON text as it may be printed on a terminal, on one line: line breaks between its tokens become blanks, and the same
 * characters as in `printable` become `\u` escapes. The JSON keeps its meaning, because such characters can only occur in
 * its strings.
 */
export function printableJson(json: string): string {
  return json
    .replace(/[\r\n\t]+/g, ' ')
    .replace(harmful, (character) =>
      Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
    );
}
