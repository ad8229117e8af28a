/** A content coding that this server can produce. */
export type ContentCoding = 'br' | 'gzip';

/**
 * What the client accepts with the highest weight (RFC 9110 §12.5.3), `br` before `gzip`; undefined: send it as it is.
 */
export function chooseCoding(acceptEncoding: string | undefined): ContentCoding | undefined {
  if (!acceptEncoding) return undefined;
  const weights = new Map<string, number>();
  for (const item of acceptEncoding.toLowerCase().split(',')) {
    const [, name, weight] = /^\s*([\w*-]+)\s*(?:;\s*q=(\d(?:\.\d{0,3})?)\s*)?$/.exec(item) ?? [];
    if (name !== undefined) weights.set(name === 'x-gzip' ? 'gzip' : name, weight === undefined ? 1 : Number(weight));
  }
  const weightOf = (coding: string): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const [br, gzip, identity] = [weightOf('br'), weightOf('gzip'), weights.get('identity') ?? 0];
  if (Math.max(br, gzip) <= 0 || identity > Math.max(br, gzip)) return undefined;
  return br >= gzip ? 'br' : 'gzip';
}

/** Types that become smaller: text, JSON and XML in all their forms. */
export function isCompressible(contentType: string): boolean {
  return /^(text\/|application\/(javascript|json|xml)\b|[\w.-]+\/[\w.-]+\+(json|xml|text)\b)/i.test(contentType);
}

/** `vary` with `field` added. */
export function withVary(vary: string | undefined, field: string): string {
  if (!vary) return field;
  const fields = vary.split(',').map((name) => name.trim().toLowerCase());
  return fields.includes('*') || fields.includes(field) ? vary : `${vary}, ${field}`;
}
