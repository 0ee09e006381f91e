import { limits } from "../core/limits.ts";
import { createOnDemandProcess } from "./on-demand-process.ts";
import type { OnDemandOptions } from "./on-demand-process.ts";
import type { FacePicture, FacesToDraw } from "./swap-port.ts";

/** Draws who is in a GIF, each picture in a process of its own; see `draw-faces.ts`. */
export function createDrawFacesProcess(
  options: Partial<OnDemandOptions> = {},
): (job: FacesToDraw, signal: AbortSignal) => Promise<FacePicture> {
  return createOnDemandProcess("drawFaces", { jobTimeoutMs: limits.maxDrawFacesMs, ...options })
    .run;
}
