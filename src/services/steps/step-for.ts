import { handOverAt, isCancelled, isShown, mayBeHandedOver, waitsForPlace } from "../job-record.ts";
import type { JobRecord, JobState } from "../job-record.ts";
import { awaitResult } from "./await-result.ts";
import { release, settle } from "./close-hold.ts";
import { collectResult } from "./collect-result.ts";
import { deliverFailure, deliverResult } from "./deliver.ts";
import { expire } from "./keep.ts";
import { handOver } from "./hand-over.ts";
import { holdAgreed, prepare } from "./prepare.ts";
import { cancelJob, endQuote, showQuote } from "./show-quote.ts";
import type { Step } from "./step.ts";
import { submit } from "./submit.ts";
import { takePlace } from "./take-place.ts";
import { upload } from "./upload.ts";

/**
 * Found by a restart between the record and the ack. The ack may have gone out, so the job goes on; if it had not, the
 * reply cannot be edited and the credits come back.
 */
const assumeAcked: Step = async () => ({ state: "acked" });

const lookOrCollect: Step = (job, context) =>
  (job.resultUrl === undefined ? awaitResult : collectResult)(job, context);

const goOnWithQuote: Step = (job, context) => {
  if (waitsForPlace(job)) return takePlace(job, context);
  if (job.quote?.agreedAt !== undefined) return holdAgreed(job, context);
  return (isShown(job) ? endQuote : showQuote)(job, context);
};

const steps = {
  created: assumeAcked,
  acked: prepare,
  quoted: goOnWithQuote,
  held: upload,
  submitting: submit,
  submitted: lookOrCollect,
  finished: settle,
  failed: release,
  settled: deliverResult,
  released: deliverFailure,
  kept: expire,
  delivered: undefined,
} satisfies Record<JobState, Step | undefined>;

/** What comes next for a job; nothing does after `delivered`. */
export function stepFor(job: JobRecord, now: number): Step | undefined {
  if (isCancelled(job)) return cancelJob;
  return mayBeHandedOver(job) && now >= handOverAt(job) ? handOver : steps[job.state];
}

const mediaStates: ReadonlySet<JobState> = new Set(["created", "acked", "finished", "settled"]);

/** Is a file of the job in memory, or about to be? */
export function holdsMedia(job: JobRecord): boolean {
  const { state, uploads, resultUrl, placedAt } = job;
  if (isCancelled(job)) return false;
  if (state === "quoted") return placedAt !== undefined;
  if (state === "held") return uploads === undefined;
  if (state === "submitted") return resultUrl !== undefined;
  return mediaStates.has(state);
}

/** Is the call that costs money to be begun or made next? */
export function isSubmit(job: JobRecord): boolean {
  const { state, uploads, proposedTaskId } = job;
  if (isCancelled(job)) return false;
  if (state === "held") return uploads !== undefined && proposedTaskId === undefined;
  return state === "submitting";
}
