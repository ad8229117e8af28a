/** Whether at least one of the signals matched. */
export function anyOf(signals: readonly number[], matched: ReadonlySet<number>): boolean {
  return signals.some((signal) => matched.has(signal));
}
