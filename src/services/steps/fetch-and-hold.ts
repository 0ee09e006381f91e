import { AppError } from "../../core/errors.ts";
import { askerOf } from "../job-record.ts";
import { priceOf } from "../price.ts";
import { judgeFace } from "./judge-face.ts";
import type { Step } from "./step.ts";

/** Whose credits will pay, by the rules of now. Written down before the hold, so that a crash leaves none unknown. */
const choosePayers: Step = async (job, { allowances }) => ({
  payers: await allowances.payersOf(askerOf(job)),
});

/**
 * Only the GIF's frames say what the swap costs, and only the photo whether there should be one, so both files are
 * fetched and judged before credits are held.
 */
export const fetchAndHold: Step = async (job, context) => {
  const { payers } = job;
  if (payers === undefined) return choosePayers(job, context);
  const { intake, ledger, reply, carried, signal } = context;
  reply.progress(job.reply, job.id, { stage: "fetching" });
  const media = await intake.take(job, signal);
  const { frames } = media.target;
  const price = priceOf({ kind: "gif", frames, faces: 1 });
  // Who cannot pay is told so by the hold, and costs the engine nothing.
  const balances = await Promise.all(payers.map((one) => ledger.balance(one)));
  const canPay = balances.every(({ left }) => left >= price);
  const advice = canPay ? await judgeFace(media.face, context) : undefined;
  const outcome = await ledger.hold({
    jobId: job.id,
    by: job.personId,
    why: "swap",
    price,
    payers,
  });
  if (outcome.kind === "closed") {
    throw new AppError("INTERNAL", { message: `The job's hold is already ${outcome.end}.` });
  }
  carried.media = media;
  const quote = { price: outcome.price, of: outcome.of };
  reply.progress(job.reply, job.id, { stage: "uploading", quote });
  return { state: "held", frames, price: outcome.price, advice };
};
