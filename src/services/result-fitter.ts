import type { Concession } from "../media/concession.ts";

export type { Concession } from "../media/concession.ts";

/** A result that may be posted. */
export interface FittedResult {
  readonly bytes: Uint8Array;
  /** What it lost for that, what shows most first; empty when nothing was lost. */
  readonly givenUp: readonly Concession[];
}

/**
 * Makes a finished GIF small enough; `workers/fit-process.ts` does it in a process of its own, whichever API made the GIF.
 * @throws UserError `RESULT_TOO_LARGE` { bytes: the smallest size reached, limit } when nothing helps
 */
export type ResultFitter = (
  job: { readonly gif: Uint8Array; readonly maxBytes: number },
  signal: AbortSignal,
) => Promise<FittedResult>;
