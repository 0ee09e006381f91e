import { AppError } from "../../core/errors.ts";
import type { JobRecord } from "../job-record.ts";
import { required } from "./step.ts";
import type { StepContext } from "./step.ts";

/** What all who pay for the job could spend on it now. */
export async function creditsLeft({ payers }: JobRecord, { ledger }: StepContext): Promise<number> {
  const accounts = required(payers, "payers");
  const balances = await Promise.all(accounts.map((one) => ledger.balance(one)));
  return Math.min(...balances.map(({ left }) => left));
}

/**
 * Holds the price and says so.
 * @returns the price that is held, which an earlier try may have fixed
 * @throws UserError `NO_CREDITS`, `ACCOUNT_FROZEN`
 */
export async function holdCredits(
  job: JobRecord,
  price: number,
  { ledger, reply }: StepContext,
): Promise<number> {
  const outcome = await ledger.hold({
    jobId: job.id,
    by: job.personId,
    why: "swap",
    price,
    payers: required(job.payers, "payers"),
  });
  if (outcome.kind === "closed") {
    throw new AppError("INTERNAL", { message: `The job's hold is already ${outcome.end}.` });
  }
  const quote = { price: outcome.price, of: outcome.of };
  reply.progress(job.reply, job.id, { stage: "uploading", quote });
  return outcome.price;
}
