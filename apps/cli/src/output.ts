/** Where a command writes; specs pass their own. */
export interface Output {
  /** Writes a line of the result, to standard output. */
  line(text: string): void;
  /** Writes a message to standard error, so that a pipe receives only the result. */
  note(text: string): void;
}

/** A command failed. The message is printed without a stack. */
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
