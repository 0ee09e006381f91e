import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { swapGif } from "../../../src/engine/swap-gif.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { cpuClock } from "./cpu-clock.ts";
import type { EngineFigures } from "./pair-report.ts";

/** The engine's name for the stage that writes the file, which the limit for compute leaves out. */
const ENCODE = "encode";

/** Swaps a face as the product does, and keeps the time that it computed. */
export async function runEngine(
  models: FaceModels,
  target: Uint8Array,
  photo: Raster,
): Promise<{ bytes: Uint8Array; engine: EngineFigures }> {
  // An engine process makes it once, when it starts, as it loads the models once.
  const atlas = createFaceAtlas(models.mesh);
  const start = cpuClock();
  const {
    bytes,
    frames,
    framesSwapped,
    stages = {},
  } = await swapGif({
    target,
    photo,
    models,
    atlas,
    now: cpuClock,
  });
  const totalMs = cpuClock() - start;
  const encodeMs = stages[ENCODE] ?? 0;
  const perFrame = Object.entries(stages).map(([stage, ms]) => [stage, ms / frames]);
  return {
    bytes,
    engine: {
      frames,
      framesSwapped,
      stages: Object.fromEntries(perFrame),
      computeMs: (totalMs - encodeMs) / frames,
      encodeMs,
      bytes: bytes.length,
      sourceBytes: target.length,
    },
  };
}
