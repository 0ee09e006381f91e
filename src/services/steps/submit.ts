import { UpstreamError } from "../../core/errors.ts";
import type { JobRecord } from "../job-record.ts";
import { withEnd } from "./await-result.ts";
import { swapTaskOf } from "./swap-task.ts";
import type { JobChange, Step, StepContext } from "./step.ts";

/** An unclear submit is repeated once: the person pays once whatever happens, the owner at worst twice. */
const maxAttempts = 2;

/** The one call that costs the owner money. */
export const submit: Step = async (job, context) => {
  const { api, schedule, clock, reply, carried, signal } = context;
  // Somebody before us wrote "submitting" and did not live to write what came of it.
  if (carried.begunAttempt !== job.attempt) return afterUnclear(job, context);

  const queued = await withEnd(job, { stage: "queued" }, context);
  const task = swapTaskOf(job, carried.callbackUrl);
  carried.begunAttempt = undefined;
  const outcome = await api.createTask(task, signal);
  if (outcome.kind === "refused") throw refusal(job, outcome.error);
  if (outcome.kind === "unclear") return afterUnclear(job, context, outcome.error);
  reply.progress(job.reply, job.id, queued);
  const pauseMs = schedule.first(job.frames);
  const now = clock();
  return {
    state: "submitted",
    taskId: outcome.taskId,
    submittedAt: now,
    pauseMs,
    nextAt: now + pauseMs,
  };
};

/** A service may have the model for GIFs and lack the one for pictures; then another picture does not help. */
function refusal({ isStill }: JobRecord, error: UpstreamError): UpstreamError {
  const lacksModel = error.code === "FEATURE_OFF" || error.facts["status"] === 404;
  if (isStill !== true || !lacksModel) return error;
  const { message, facts, next } = error;
  return new UpstreamError("STILLS_OFF", { message, facts, next, cause: error });
}

function afterUnclear(
  job: JobRecord,
  { log, metrics, clock, unclearWaitMs }: StepContext,
  cause?: UpstreamError,
): JobChange {
  metrics.ambiguousSubmit();
  log.warn({ attempt: job.attempt, err: cause }, "the swap API may or may not have the task");
  if (job.attempt >= maxAttempts) {
    throw new UpstreamError("SWAP_API_UNCLEAR", {
      message: `Nobody knows what became of ${job.attempt} submits.`,
      next: "give-up",
      cause,
    });
  }
  return { state: "held", nextAt: clock() + unclearWaitMs };
}
