/**
 * How much a spec does: `sample` in `npm test`, `whole` in `npm run proof`, which sets PROOF=long. Choose the sample so
 * that it takes seconds and fails on the same fault.
 */
export function proofSize<T>(sample: T, whole: T): T {
  return process.env['PROOF'] === 'long' ? whole : sample;
}
