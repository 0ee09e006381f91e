import { AppError } from "../../core/errors.ts";
import { priceOf } from "../price.ts";
import type { Step } from "./step.ts";

/** Only the GIF's frames say what the swap costs, so both files are fetched and checked before credits are held. */
export const fetchAndHold: Step = async (job, { intake, ledger, reply, carried, signal }) => {
  reply.progress(job.reply, job.id, { stage: "fetching" });
  const media = await intake.take(job, signal);
  const { frames } = media.target;
  const outcome = await ledger.hold({
    account: job.account,
    jobId: job.id,
    by: job.personId,
    why: "swap",
    price: priceOf({ kind: "gif", frames, faces: 1 }),
  });
  if (outcome.kind === "closed") {
    throw new AppError("INTERNAL", { message: `The job's hold is already ${outcome.end}.` });
  }
  carried.media = media;
  return { state: "held", frames, price: outcome.price };
};
