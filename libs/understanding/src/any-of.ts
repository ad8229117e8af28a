/** Whether any of the signals is among those matched. */
export function anyOf(signals: readonly number[], matched: ReadonlySet<number>): boolean {
  return signals.some((signal) => matched.has(signal));
}
