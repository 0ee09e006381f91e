import { AppError } from "../../core/errors.ts";
import { askerOf } from "../job-record.ts";
import { priceOf } from "../price.ts";
import type { Step } from "./step.ts";

/** Whose credits will pay, by the rules of now. Written down before the hold, so that a crash leaves none unknown. */
const choosePayers: Step = async (job, { allowances }) => ({
  payers: await allowances.payersOf(askerOf(job)),
});

/** Only the GIF's frames say what the swap costs, so both files are fetched and checked before credits are held. */
export const fetchAndHold: Step = async (job, context) => {
  const { payers } = job;
  if (payers === undefined) return choosePayers(job, context);
  const { intake, ledger, reply, carried, signal } = context;
  reply.progress(job.reply, job.id, { stage: "fetching" });
  const media = await intake.take(job, signal);
  const { frames } = media.target;
  const outcome = await ledger.hold({
    jobId: job.id,
    by: job.personId,
    why: "swap",
    price: priceOf({ kind: "gif", frames, faces: 1 }),
    payers,
  });
  if (outcome.kind === "closed") {
    throw new AppError("INTERNAL", { message: `The job's hold is already ${outcome.end}.` });
  }
  carried.media = media;
  const { price, of } = outcome;
  reply.progress(job.reply, job.id, { stage: "uploading", quote: { price, of } });
  return { state: "held", frames, price };
};
