import { limits } from "../core/limits.ts";
import { createOnDemandProcess } from "./on-demand-process.ts";
import type { OnDemandOptions } from "./on-demand-process.ts";
import type { ToGifAnswer, ToGifJob } from "./swap-port.ts";

/** Makes GIFs of videos and moving WebPs, each in a process of its own; see `to-gif.ts`. */
export function createGifMakerProcess(
  options: Partial<OnDemandOptions> = {},
): (job: ToGifJob, signal: AbortSignal) => Promise<ToGifAnswer> {
  return createOnDemandProcess("toGif", { jobTimeoutMs: limits.maxToGifMs, ...options }).run;
}
