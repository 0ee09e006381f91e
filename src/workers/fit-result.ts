import { limits } from "../core/limits.ts";
import { fitGif } from "../engine/fit/fit-gif.ts";
import { readGifBlocks } from "../media/gif-blocks.ts";
import type { FitJob, FitOutcome } from "./swap-port.ts";

/** Results grow, so they may be larger than what people hand in. */
const resultCeilings = { ...limits, maxTargetBytes: limits.maxResultBytes };

/**
 * Makes a GIF fit into a number of bytes, in this process.
 * @throws UserError RESULT_TOO_LARGE { bytes: the smallest size reached, limit, from }, and as `readGifBlocks`
 */
export function fitResult({ gif, maxBytes }: FitJob): FitOutcome {
  const { bytes, givenUp } = fitGif(readGifBlocks(gif, resultCeilings), maxBytes);
  return { bytes, givenUp };
}
