import { inspectPhoto } from "../engine/photo-gate/inspect-photo.ts";
import { judgePhoto } from "../engine/photo-gate/judge-photo.ts";
import type { PhotoVerdict } from "../engine/photo-gate/photo-verdict.ts";
import { createFaceAtlas } from "../engine/swap/atlas.ts";
import type { EngineParts } from "./run-swap.ts";
import type { SwapProgress } from "./swap-port.ts";

/** Judges a face photo; see `SwapPool.checkPhoto`. */
export function createPhotoChecker({ models, decodeStill, ...parts }: EngineParts) {
  const { atlas = createFaceAtlas(models.mesh) } = parts;
  return async (
    bytes: Uint8Array,
    { onProgress }: { readonly onProgress: (progress: SwapProgress) => void },
  ): Promise<PhotoVerdict> => {
    onProgress({ stage: "loading", done: 0, of: 1 });
    const picture = await decodeStill(bytes, "face");
    onProgress({ stage: "finding", done: 0, of: 1 });
    const { figures } = await inspectPhoto(atlas, models, picture);
    return judgePhoto(figures);
  };
}
