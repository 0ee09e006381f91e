import { accountsOf } from "../job-record.ts";
import type { JobRecord } from "../job-record.ts";
import type { Closing } from "../ledger.ts";
import type { Step } from "./step.ts";

/** Takes the held credits. */
export const settle: Step = async (job, { ledger, log }) => {
  const end = await ledger.settle(closingOf(job, "swapped"));
  // The person has their GIF either way; the owner should look at the account.
  if (end !== "settled") log.error({ account: job.account, end }, "a finished job had no hold");
  return { state: "settled" };
};

/** Gives the credits back: held ones, and settled ones when the result could not be handed over. */
export const release: Step = async (job, { ledger }) => {
  const closing = closingOf(job, job.failure?.code ?? "failed");
  const end = await ledger.release(closing);
  if (end === "settled") await ledger.refund(closing);
  return { state: "released" };
};

function closingOf(job: JobRecord, why: string): Closing {
  return { accounts: accountsOf(job), jobId: job.id, by: "bot", why };
}
