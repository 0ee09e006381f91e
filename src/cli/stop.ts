/** How every command of this program ends. */
export const exitCodes = { written: 0, ourFault: 1, badUsage: 2, badInput: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the program; the message is the one sentence that the person reads. */
export class Stop extends Error {
  override readonly name = "Stop";
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.exitCode = exitCode;
  }
}

/** What the operating system calls an error, as `EACCES`; else its message. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "code" in error ? String(error.code) : error.message;
}
