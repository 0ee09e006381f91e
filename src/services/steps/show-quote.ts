import { toWire } from "../../core/error-wire.ts";
import { UserError } from "../../core/errors.ts";
import { priceOf } from "../price.ts";
import { creditsLeft } from "./hold-credits.ts";
import { required } from "./step.ts";
import type { Step } from "./step.ts";

/** Puts the card into the reply, with its picture the first time, and as the last press left it from then on. */
export const showQuote: Step = async (job, context) => {
  const { reply, pace, carried, signal } = context;
  const quote = required(job.quote, "quote");
  const isFirst = job.quoteShown === undefined;
  // A crash has lost the picture; all of it is made anew.
  if (isFirst && carried.drawn === undefined) return { state: "acked", quote: undefined };
  const frames = required(job.frames, "frames");
  const { isStill = false } = job;
  const chosen = quote.chosen?.length ?? 1;
  const card = {
    picture: isFirst ? carried.drawn?.picture : undefined,
    faces: quote.faces,
    chosen: quote.chosen,
    choosing: quote.choosing,
    page: quote.page,
    frames,
    isStill,
    price: chosen === 0 ? 0 : priceOf({ isStill, frames }, chosen, job.tariff),
    left: await creditsLeft(job, context),
    expectedMs: await pace.expect(frames, Math.max(1, chosen)),
    until: quote.until,
    unmet: job.unmet ?? [],
    advice: job.advice,
    spoiler: job.wishes.spoiler,
  };
  await reply.quote(job.reply, job.id, card, signal);
  carried.drawn = undefined;
  return { quoteShown: quote.version };
};

/** Nobody pressed Start. */
export const endQuote: Step = async () => {
  throw new UserError("QUOTE_ENDED");
};

/** The person pressed Cancel, before there was a result. */
export const cancelJob: Step = async () => ({
  state: "failed",
  failure: toWire(new UserError("CANCELLED")),
  nextAt: undefined,
  pauseMs: undefined,
});
