import type { Language } from '@redress/contracts';
import type { DataSource } from 'typeorm';

/** One message of the preview mailbox. */
export interface Preview {
  /** Counted up as they were shown. */
  position: number;
  id: string;
  form: 'mail' | 'sms';
  recipient: string | null;
  language: Language;
  number: string;
  subject: string;
  bodyText: string;
  bodyHtml: string | null;
  shownAt: Date;
}

const columns = 'position, id, form, recipient, language, number, subject, body_text AS "bodyText", body_html AS "bodyHtml", shown_at AS "shownAt"';

export const pageSize = 50;

/** A page, newest first: the last ones, or those before a position. `older` is where the next page begins, if there is one. */
export async function listPreviews(dataSource: DataSource, before: number | undefined): Promise<{ previews: Preview[]; older: number | undefined }> {
  const rows: Preview[] = await dataSource.query(
    `SELECT ${columns} FROM notifier.previews WHERE $1::bigint IS NULL OR position < $1 ORDER BY position DESC LIMIT ${pageSize + 1}`,
    [before ?? null],
  );
  const previews = rows.slice(0, pageSize);
  return { previews, older: rows.length > pageSize ? previews.at(-1)?.position : undefined };
}

export async function findPreview(dataSource: DataSource, id: string): Promise<Preview | undefined> {
  const [row]: Preview[] = await dataSource.query(`SELECT ${columns} FROM notifier.previews WHERE id = $1`, [id]);
  return row;
}
