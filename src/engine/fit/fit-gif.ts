import { UserError } from "../../core/errors.ts";
import type { Concession } from "../../media/concession.ts";
import type { GifBlocks } from "../../media/gif-blocks.ts";
import { encodeSmaller } from "./encode-smaller.ts";
import type { SmallerClip } from "./encode-smaller.ts";
import { sampleClip } from "./sample-clip.ts";
import type { ClipSample } from "./sample-clip.ts";
import { settingsFor } from "./settings.ts";
import type { FitSettings } from "./settings.ts";

/** Encodes of the whole clip. Samples are worth at most two more, which makes six in all. */
const MAX_ENCODES = 4;
const MAX_SAMPLED_CLIPS = 2;
/** Predictions may be a little wrong, so they must stay below the budget by this. */
const CAUTION = 0.95;

export interface FittedGif {
  readonly bytes: Uint8Array;
  /** In the order of how much it shows; empty when nothing was lost. */
  readonly givenUp: readonly Concession[];
  /** The work that was done: frames encoded, samples included. At most six times the clip's. */
  readonly framesEncoded: number;
}

/**
 * Makes a GIF fit into a number of bytes, by the mildest of the settings that a sample of its frames says will do. What it says
 * about itself, its loop and its timing stay. The same file and budget always give the same result.
 * @param budget bytes, at least 1
 * @throws UserError RESULT_TOO_LARGE { bytes: the smallest size reached, limit, from: the size that it had }
 */
export function fitGif(gif: GifBlocks, budget: number): FittedGif {
  if (gif.bytes.length <= budget) return { bytes: gif.bytes, givenUp: [], framesEncoded: 0 };
  const ladder = settingsFor(gif);
  const sample = sampleClip(gif);
  const forecast = createForecast(gif, ladder, sample);
  let smallest = gif.bytes.length;
  let framesEncoded = 0;
  let rung = -1;

  for (let encodes = 1; encodes <= MAX_ENCODES && rung < ladder.length - 1; encodes++) {
    const isLast = encodes === MAX_ENCODES;
    rung = isLast ? ladder.length - 1 : forecast.mildest(rung + 1, budget * CAUTION);
    // The last resort is seen through: how small it became is worth telling.
    const isHardest = rung === ladder.length - 1;
    const clip = encodeSmaller(gif, ladder[rung], isHardest ? Infinity : budget);
    framesEncoded += clip.frames;
    if (clip.bytes !== undefined) smallest = Math.min(smallest, clip.bytes.length);
    if (clip.bytes !== undefined && clip.bytes.length <= budget) {
      const givenUp = concessions(gif, ladder[rung], clip);
      return { bytes: clip.bytes, givenUp, framesEncoded: framesEncoded + forecast.frames() };
    }
    forecast.learn(rung, clip.length);
  }
  throw new UserError("RESULT_TOO_LARGE", {
    message: `The GIF does not fit into ${budget} bytes; the smallest that it became is ${smallest}.`,
    facts: { bytes: smallest, limit: budget, from: gif.bytes.length },
  });
}

/** Says which settings will do, by samples that are taken as they are needed. */
function createForecast(gif: GifBlocks, ladder: readonly FitSettings[], sample: ClipSample) {
  const predictions = new Map<number, number>();
  let framesLeft = MAX_SAMPLED_CLIPS * gif.frames.length;
  /** How wrong the predictions have been so far. */
  let factor = 1;
  let frames = 0;

  /** Undefined when the work that may go into samples is used up. */
  function predict(rung: number): number | undefined {
    let bytes = predictions.get(rung);
    if (bytes === undefined && framesLeft >= sample.frames) {
      framesLeft -= sample.frames;
      frames += sample.frames;
      bytes = sample.predict(ladder[rung]);
      predictions.set(rung, bytes);
    }
    return bytes === undefined ? undefined : bytes * factor;
  }

  return {
    frames: () => frames,
    /** The first rung from `from` on that is likely to fit; the last one when none is. Halves the range step by step. */
    mildest(from: number, budget: number): number {
      let low = from;
      let high = ladder.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        const predicted = predict(middle);
        if (predicted === undefined || predicted <= budget) high = middle;
        else low = middle + 1;
      }
      return high;
    },
    learn(rung: number, bytes: number) {
      const predicted = predictions.get(rung);
      if (predicted !== undefined) factor = Math.max(factor, bytes / predicted);
    },
  };
}

function concessions(gif: GifBlocks, settings: FitSettings, { exact }: SmallerClip): Concession[] {
  if (exact) return [];
  const { width, height, colours, lossy, halvesFrames } = settings;
  const all: (Concession | false)[] = [
    halvesFrames && { kind: "every-second-frame" },
    width !== gif.width && { kind: "size", width, height },
    colours < 255 && { kind: "colours", count: colours },
    lossy > 0 && { kind: "fine-grain" },
    { kind: "slight-changes" },
  ];
  return all.filter((concession) => concession !== false);
}
