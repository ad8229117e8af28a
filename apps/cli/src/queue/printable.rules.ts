/**
 * A stranger's text as it may be shown on a terminal: control characters could move the cursor, forge lines or change the window's
 * title, and marks of writing direction could turn a line around. Line breaks and tabs of a text stay, as blanks where one line is wanted.
 */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(control, '�');
}

export function onOneLine(text: string): string {
  return printable(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;
