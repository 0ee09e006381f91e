import { AppError } from "../../core/errors.ts";
import { askerOf } from "../job-record.ts";
import type { JobRecord } from "../job-record.ts";
import type { CheckedMedia } from "../media-intake.ts";
import { priceOf } from "../price.ts";
import type { UnmetWish } from "../../core/swap-wishes.ts";
import { judgeFace } from "./judge-face.ts";
import { locateFaces } from "./locate-faces.ts";
import type { JobChange, Step, StepContext } from "./step.ts";
import { handIn } from "./upload.ts";

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
  const leastPrice = priceOf({ kind: "gif", frames, faces: 1 });
  // Who cannot pay is told so by the hold, and costs the engine nothing.
  const balances = await Promise.all(payers.map((one) => ledger.balance(one)));
  const canPay = balances.every(({ left }) => left >= leastPrice);
  const advice = canPay ? await judgeFace(media.face, context) : undefined;
  const plan = canPay ? await planFor(job, media, context) : {};
  const price = priceOf({ kind: "gif", frames, faces: plan.swapped?.length ?? 1 });
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
  return { ...plan, state: "held", frames, price: outcome.price, advice };
};

type Plan = Pick<JobChange, "uploads" | "swapped" | "unmet">;

/** What the person wished, as far as the swap API can do it. */
async function planFor(
  { wishes }: JobRecord,
  media: CheckedMedia,
  context: StepContext,
): Promise<Plan> {
  const { api, signal } = context;
  const canStrengthen = wishes.strength === "natural" || (await api.takesStrength(signal));
  const unmet: UnmetWish[] = canStrengthen ? [] : ["strength"];
  if (wishes.faces === "primary") return { unmet };
  const uploads = await handIn(media, context);
  const located = await locateFaces(uploads.target, context);
  if (!located) return { unmet: [...unmet, "faces"], uploads };
  const { detectId, faces } = located;
  return { unmet, uploads: { ...uploads, detectId }, swapped: faces.map(({ id }) => id) };
}
