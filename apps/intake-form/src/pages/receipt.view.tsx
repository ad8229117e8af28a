import { groupNumber } from '@redress/contracts';
import { categoryName, departmentName } from '../language/names.rules.js';
import type { Tracked } from '../tracking/tracked-complaint.js';
import { Emergency, Layout } from './layout.js';
import { comingNext } from './timeline.rules.js';
import type { Voice } from '../language/voice.js';

interface ReceiptProps {
  voice: Voice;
  complaint: Tracked;
  code: string;
  token: string;
  /** Set while there is no decision yet: the page looks again. */
  refresh?: { seconds: number; url: string } | undefined;
}

/** Shows, in this order: the number, the category, the department and the deadline, and what to do if nothing happens. */
export function ReceiptPage({ voice, complaint, code, token, refresh }: ReceiptProps) {
  const { say, policy } = voice;
  const grouped = groupNumber(complaint.number);
  const category = categoryName(voice, complaint);
  const department = departmentName(voice, complaint.department);
  return (
    <Layout voice={voice} title={say('receipt.title')} languageFrom={`/receipt/${token}`} refresh={refresh}>
      {complaint.danger && <Emergency voice={voice} loud />}
      <h1>{say('receipt.title')}</h1>
      <div class="panel">
        <p>{say('receipt.number')}</p>
        <p class="figures" id="number">
          {grouped}
        </p>
        <p>{say('receipt.code')}</p>
        <p class="figures" id="code">
          {code}
        </p>
        <button
          type="button"
          class="second copy"
          hidden
          data-copy={`${say('receipt.number')} ${grouped}\n${say('receipt.code')} ${code}`}
          data-copied={say('receipt.copied')}
        >
          {say('receipt.copy')}
        </button>
        <span role="status" class="hint" id="copied" />
      </div>
      <p>{say('receipt.keep')}</p>
      <h2>{say('receipt.follow.title')}</h2>
      <ul class="facts" aria-live="polite" data-look={refresh?.url}>
        {category && <li>{say('receipt.understood', { category })}</li>}
        {department && <li>{say('receipt.department', { department })}</li>}
        {complaint.outcome ? (
          comingNext(voice, complaint).map((line) => <li>{line}</li>)
        ) : (
          <li>{say('receipt.pending')}</li>
        )}
      </ul>
      <p>
        <a href={`/t/${token}`} class="follow">
          {say('receipt.follow')}
        </a>
      </p>
      <p>{say('receipt.nothing-happens', { hotline: policy.operator.hotline })}</p>
      <span hidden data-sent />
    </Layout>
  );
}
