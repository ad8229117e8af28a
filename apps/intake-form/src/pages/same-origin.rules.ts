/**
 * Whether a form was posted by a page of ours. Our pages send no referrer, so browsers say `Origin: null` for their posts; those that are young
 * enough say the truth in Sec-Fetch-Site. No cookie stands for anybody here: what this keeps out is other sites filing in their visitors' names.
 */
export function isOwnPost(
  headers: { origin?: string | undefined; host?: string | undefined; fetchSite?: string | undefined },
  publicUrl: string,
): boolean {
  const { origin, host, fetchSite } = headers;
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  if (origin === undefined || origin === 'null') return true;
  if (origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
