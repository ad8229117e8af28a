/** A signal as read: pieces that follow one another, each with its alternatives; `宽带|网络…断` → `[['宽带', '网络'], ['断']]`. */
export type SignalPieces = readonly (readonly string[])[];

/** Stands for any of the names of an outside body in the signals of `outside`. */
export const bodyPlaceholder = '{body}';

/**
 * Reads one signal of the policy.
 * `…` joins pieces that follow one another within a sentence, `|` separates alternatives; a Latin word counts as a whole word unless it ends in `*`.
 * Gives undefined where a piece or an alternative is empty.
 */
export function readSignal(signal: string): SignalPieces | undefined {
  const pieces = signal.split('…').map((piece) => piece.split('|').map((alternative) => alternative.trim()));
  return pieces.every((piece) => piece.every((alternative) => /[^\s*]/.test(alternative))) ? pieces : undefined;
}
