import { createHash } from "node:crypto";
import { UpstreamError } from "../../core/errors.ts";
import type { UnmetWish } from "../../core/swap-wishes.ts";
import { askerOf } from "../job-record.ts";
import type { JobRecord } from "../job-record.ts";
import { isStill } from "../media-intake.ts";
import type { CheckedMedia } from "../media-intake.ts";
import { priceOf } from "../price.ts";
import { quoteEnd, startsAtOnce } from "../quote.ts";
import { drawQuote } from "./draw-quote.ts";
import { creditsLeft, holdCredits } from "./hold-credits.ts";
import { judgeFace } from "./judge-face.ts";
import { listOf, locateFaces } from "./locate-faces.ts";
import type { Located } from "./locate-faces.ts";
import type { JobChange, Step, StepContext } from "./step.ts";
import { handIn } from "./upload.ts";

/**
 * Whose credits will pay, and how much for what, by the rules of now. Written down before the hold, so that a crash leaves
 * none unknown, and a price that was shown is the one that is paid.
 */
const chooseTerms: Step = (job, { allowances }) => allowances.termsOf(askerOf(job));

/**
 * Only the GIF's frames and faces say what the swap costs, and only the photo whether there should be one, so both files
 * are fetched and judged before credits are held. What is not trivial for the person is quoted to them first.
 */
export const prepare: Step = async (job, context) => {
  if (job.payers === undefined) return chooseTerms(job, context);
  const { intake, reply, places, carried, clock, quoteFrom, signal } = context;
  reply.progress(job.reply, job.id, { stage: "fetching" });
  const media = await intake.take(job, signal);
  const target = targetOf(media);
  const left = await creditsLeft(job, context);
  const leastPrice = priceOf(target, 1, job.tariff);
  // Who cannot pay is told so by the hold, and costs the engine nothing.
  if (left < leastPrice) return { ...(await hold(job, media, leastPrice, context)), ...target };

  const advice = await judgeFace(media.face, context);
  const isCheap = startsAtOnce({
    wishes: job.wishes,
    price: leastPrice,
    left,
    faces: 1,
    quoteFrom,
  });
  const plan = await planFor(job, media, isCheap, context);
  const found = { ...target, advice, unmet: plan.unmet, uploads: plan.uploads };
  const faces = plan.chosen?.length ?? 1;
  const price = priceOf(target, faces, job.tariff);
  // Where the API cannot tell faces apart there is nothing to choose.
  const wishes = plan.located ? job.wishes : { ...job.wishes, faces: "primary" as const };
  const isPlain = startsAtOnce({ wishes, price, left, faces, quoteFrom });
  if (isPlain && (await places.take(job)).kind === "runs") {
    const held = await hold(job, media, price, context);
    return { ...found, ...held, placedAt: clock(), swapped: plan.chosen };
  }
  const quote = {
    digest: digestOf(media),
    faces: plan.located?.faces.map(({ id }) => id) ?? [],
    chosen: plan.chosen,
    choosing: wishes.faces === "choose",
    page: 0,
    until: quoteEnd(clock(), job.reply.createdAt),
    version: 1,
  };
  const asked = { ...found, state: "quoted", placedAt: undefined, nextAt: undefined } as const;
  // Nothing to be asked: it stands in the line as if it had been agreed to.
  if (isPlain) return { ...asked, quote: { ...quote, agreedAt: clock() }, quoteShown: 1 };
  carried.drawn = { picture: await drawQuote(job, media, plan.located, context) };
  await places.rest(job);
  return { ...asked, quote, quoteShown: undefined };
};

/** The person agreed. Both files are fetched and checked again; another GIF than the one they saw is quoted anew. */
export const holdAgreed: Step = async (job, context) => {
  const { intake, reply, signal } = context;
  reply.progress(job.reply, job.id, { stage: "fetching" });
  const media = await intake.take(job, signal);
  if (digestOf(media) !== job.quote?.digest) {
    return { state: "acked", quote: undefined, uploads: undefined };
  }
  const { chosen } = job.quote;
  const target = targetOf(media);
  const price = priceOf(target, chosen?.length ?? 1, job.tariff);
  return { ...(await hold(job, media, price, context)), ...target, swapped: chosen };
};

async function hold(
  job: JobRecord,
  media: CheckedMedia,
  price: number,
  context: StepContext,
): Promise<JobChange> {
  const held = await holdCredits(job, price, context);
  context.carried.media = media;
  return { state: "held", price: held };
}

interface Plan extends Pick<JobChange, "uploads"> {
  readonly unmet: UnmetWish[];
  readonly located?: Located | undefined;
  /** Undefined: the main face. */
  readonly chosen?: number[] | undefined;
}

/**
 * What the person wished, as far as the swap API can do it.
 * @param isCheap the main face alone would not be quoted, so nobody needs a list of faces for it
 */
async function planFor(
  { wishes }: JobRecord,
  media: CheckedMedia,
  isCheap: boolean,
  context: StepContext,
): Promise<Plan> {
  const { api, log, signal } = context;
  const canStrengthen = wishes.strength === "natural" || (await api.takesStrength(signal));
  const unmet: UnmetWish[] = canStrengthen ? [] : ["strength"];
  if (wishes.faces === "primary" && isCheap) return { unmet };
  const uploads = await handIn(media, context);
  const needsList = wishes.faces !== "primary";
  const file = { url: uploads.target, isStill: isStill(media.target) };
  const located = await locateFaces(file, context).catch((error: unknown) => {
    signal.throwIfAborted();
    if (needsList || !(error instanceof UpstreamError)) throw error;
    log.info({ err: error }, "no list of faces; the main face will do");
    return undefined;
  });
  if (!located) return { unmet: needsList ? [...unmet, "faces"] : unmet, uploads };
  const ids = located.faces.map(({ id }) => id);
  const chosen = { primary: undefined, choose: ids.slice(0, 1), all: ids }[wishes.faces];
  return { unmet, uploads: { ...uploads, ...listOf(located) }, located, chosen };
}

/** What the record keeps of it. */
function targetOf({ target }: CheckedMedia) {
  return { frames: target.frames, isStill: isStill(target) };
}

function digestOf({ target }: CheckedMedia): string {
  return createHash("sha256").update(target.bytes).digest("hex");
}
