/** Where a command writes; the specs read it. */
export interface Output {
  /** What was asked for: standard output. */
  line(text: string): void;
  /** What is said beside it: standard error, so that a pipe gets only the answer. */
  note(text: string): void;
}

/** The end of a command that did not work: said in one sentence, without a stack. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = 'CommandFailed';
  }
}

export const terminal: Output = {
  line: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
};
