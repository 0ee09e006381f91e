import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import type { EngineFigures } from "./pair-report.ts";

export async function runEngine(
  _models: FaceModels,
  gif: Uint8Array,
  _photo: Raster,
): Promise<{ bytes: Uint8Array; engine: EngineFigures }> {
  return {
    bytes: gif,
    engine: {
      frames: 1,
      framesSwapped: 0,
      stages: {},
      computeMs: 0,
      encodeMs: 1,
      bytes: gif.length,
      sourceBytes: gif.length,
    },
  };
}
