/** A parsed signal: pieces in order, each with its alternatives; `宽带|网络…断` → `[['宽带', '网络'], ['断']]`. */
type SignalPieces = readonly (readonly string[])[];

/** Placeholder in the signals of `outside` for any name of an outside body. */
export const bodyPlaceholder = '{body}';

/**
 * Parses one signal of the policy. `…` joins pieces that follow one another within a sentence; `|` separates
 * alternatives. A Latin word matches as a whole word unless it ends in `*`.
 * @returns undefined if a piece or an alternative is empty
 */
export function readSignal(signal: string): SignalPieces | undefined {
  const pieces = signal.split('…').map((piece) => piece.split('|').map((alternative) => alternative.trim()));
  return pieces.every((piece) => piece.every((alternative) => /[^\s*]/.test(alternative))) ? pieces : undefined;
}
