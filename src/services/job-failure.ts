import { toWire } from "../core/error-wire.ts";
import { AppError, UpstreamError } from "../core/errors.ts";
import type { JobRecord, JobState } from "./job-record.ts";
import type { PollSchedule } from "./poll-schedule.ts";
import type { JobChange } from "./steps/step.ts";

/** In a row, at pauses that grow from 1 s by half each: about half a minute. */
const maxTries = 8;
/** What stands in these states is worth waiting for until the job's time is up. */
const patientStates: ReadonlySet<JobState> = new Set(["submitted", "settled", "released"]);
/** These end with the ledger's answer, and only the ledger can fail there. */
const ledgerStates: ReadonlySet<JobState> = new Set(["finished", "failed"]);

export interface FailedStep {
  readonly job: JobRecord;
  readonly error: unknown;
  readonly now: number;
  /** Steps that failed in a row before this one. */
  readonly failures: number;
  /** The step must have worked before this, Unix milliseconds. */
  readonly endsAt: number;
}

/**
 * What becomes of a job whose step failed: the same step again after a pause, the end with the credits back, or, when
 * not even the failure can be told, the end.
 * @throws the error itself when only the ledger could help and it does not: the next start of the program will try again
 */
export function afterFailure(failed: FailedStep, schedule: PollSchedule): JobChange {
  const { job, error } = failed;
  const again = retry(failed, schedule);
  if (again) return again;
  if (ledgerStates.has(job.state)) throw error;
  if (job.state === "released") return { state: "delivered", delivery: "lost" };
  return { state: "failed", failure: toWire(error), nextAt: undefined, pauseMs: undefined };
}

function retry(failed: FailedStep, schedule: PollSchedule): JobChange | undefined {
  const { job, error, now, failures, endsAt } = failed;
  if (!mayHelp(job.state, error)) return undefined;
  const patient =
    patientStates.has(job.state) || (error instanceof AppError && error.code === "SWAP_API_BUSY");
  if (!patient && failures >= maxTries) return undefined;
  const asked = error instanceof UpstreamError ? error.retryAfterMs : undefined;
  const pauseMs = schedule.next(job.pauseMs ?? 0, asked);
  if (now + pauseMs >= endsAt) return undefined;
  const pause = { pauseMs, nextAt: now + pauseMs };
  // A submit that was refused for certain did not happen, and must not look like an unclear one after a crash.
  if (job.state === "submitting") return { ...pause, state: "held", attempt: job.attempt - 1 };
  return pause;
}

/** May the same step work later? */
function mayHelp(state: JobState, error: unknown): boolean {
  if (!(error instanceof UpstreamError)) {
    return error instanceof AppError && error.code === "STORE_FAILED";
  }
  // A running task outlives maintenance; a new one would have to wait for nobody knows how long.
  if (error.code === "SWAP_API_MAINTENANCE") return state === "submitted";
  return error.next === "retry" || error.next === "wait";
}
