import type { Paragraph } from './acknowledgement-text.rules.js';

/**
 * Plain text with an empty line between paragraphs, except between number and code. Lines end in CRLF, as in a mail.
 */
export function plainBody(paragraphs: readonly Paragraph[]): string {
  let body = '';
  for (const [index, { text, role }] of paragraphs.entries()) {
    const next = paragraphs[index + 1];
    body += oneLine(text) + (role === 'key' && next?.role === 'key' ? '\r\n' : next ? '\r\n\r\n' : '\r\n');
  }
  return body;
}

const styles: Record<Paragraph['role'], string> = {
  text: '',
  key: ' style="font-size:20px;font-weight:600;margin:4px 0"',
  link: ' style="word-break:break-all"',
  small: ' style="font-size:14px"',
};

const fonts = "'PingFang SC','HarmonyOS Sans','Noto Sans CJK SC','Microsoft YaHei',sans-serif";

/** The same text as HTML for all mail programs: no images, no scripts, no external resources. */
export function htmlBody(paragraphs: readonly Paragraph[], language: string, title: string): string {
  return (
    `<!doctype html>\r\n<html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(oneLine(title))}</title></head>\r\n` +
    `<body style="font:18px/1.6 ${fonts};max-width:38em;margin:0 auto;padding:16px">\r\n` +
    paragraphs.map((paragraph) => `<p${styles[paragraph.role]}>${content(paragraph)}</p>\r\n`).join('') +
    '</body></html>\r\n'
  );
}

function content({ text, role, url }: Paragraph): string {
  const escaped = escapeHtml(oneLine(text));
  // The groups of a number must stay on one line.
  if (role === 'key') return escaped.replace(/(?<=\d) (?=\d)/g, '&nbsp;');
  if (!url) return escaped;
  const address = escapeHtml(url);
  return escaped.replace(address, () => `<a href="${address}">${address}</a>`);
}

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for element content and quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}
