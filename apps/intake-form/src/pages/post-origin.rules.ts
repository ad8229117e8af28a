export interface PostHeaders {
  origin?: string | undefined;
  referer?: string | undefined;
  host?: string | undefined;
  /** Sec-Fetch-Site; browsers send it to https and to localhost only. */
  fetchSite?: string | undefined;
}

/**
 * Which page posted a form: one of ours, one of another site, or not known.
 *
 * `Origin: null` is not known: a sandboxed frame of another site sends it, and over plain HTTP there is no Sec-Fetch-Site
 * that could tell it apart. Our own forms send their origin, because their pages have the referrer policy `same-origin`.
 * A request without any of these headers is taken as ours: it comes from a browser of before 2020 or from a program. It
 * can file a complaint, which a program can do anyway, and it reads nothing, because no cookie opens anything here.
 */
export function postOrigin(
  { origin, referer, host, fetchSite }: PostHeaders,
  publicUrl: string,
): 'own' | 'foreign' | 'unknown' {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none' ? 'own' : 'foreign';
  if (origin === 'null') return 'unknown';
  const from = origin ?? referer;
  if (from === undefined) return 'own';
  if (!URL.canParse(from)) return 'foreign';
  const { origin: sender, host: senderHost } = new URL(from);
  return sender === new URL(publicUrl).origin || senderHost === host ? 'own' : 'foreign';
}
