import { accountsOf } from "../job-record.ts";
import type { JobRecord } from "../job-record.ts";
import type { Closing } from "../ledger.ts";
import type { Step, StepContext } from "./step.ts";

/** Takes the held credits. */
export const settle: Step = async (job, { ledger, log }) => {
  const end = await ledger.settle(closingOf(job, "swapped"));
  // The person has their GIF either way; the owner should look at the account.
  if (end !== "settled") log.error({ account: job.account, end }, "a finished job had no hold");
  return { state: "settled" };
};

/** Gives the credits back: held ones, and settled ones when the result could not be handed over. */
export const release: Step = async (job, context) => {
  const { ledger } = context;
  await callOff(job, context);
  const closing = closingOf(job, job.failure?.code ?? "failed");
  const end = await ledger.release(closing);
  if (end === "settled") await ledger.refund(closing);
  return { state: "released" };
};

/** A task that nobody waits for any more need not be worked on; whether that helped changes nothing for the person. */
async function callOff({ taskId, failure }: JobRecord, context: StepContext): Promise<void> {
  const isWanted = failure?.code !== "SWAP_TIMED_OUT" && failure?.code !== "CANCELLED";
  if (taskId === undefined || isWanted) return;
  const { api, log, signal } = context;
  try {
    const cancelled = await api.cancelTask(taskId, signal);
    log.info({ cancelled, why: failure.code }, "the task was called off");
  } catch (error) {
    log.warn({ err: error, why: failure.code }, "the task could not be called off");
  }
}

function closingOf(job: JobRecord, why: string): Closing {
  return { accounts: accountsOf(job), jobId: job.id, by: "bot", why };
}
