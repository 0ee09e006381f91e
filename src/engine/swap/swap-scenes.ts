import { UserError } from "../../core/errors.ts";
import type { FrameEdit } from "../gif/frame-edit.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "./atlas.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import type { FacePhoto } from "./photo.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { createClipSwap } from "./swap-clip.ts";
import type { ClipSwap } from "./swap-clip.ts";

/** One person's face, scene by scene: after a cut, light and size are others. */
export type Scenes = readonly (readonly FaceFrame[])[];

/** Draws one person over a whole clip, each scene with its own plan, made when its first frame comes. */
export function createSceneSwaps(
  atlas: FaceAtlas,
  photo: FacePhoto,
  scenes: Scenes,
  stopwatch: Stopwatch,
  strength = 0,
) {
  const byFrame = new Map<number, { readonly face: FaceFrame; readonly scene: number }>();
  scenes.forEach((faces, scene) => {
    for (const face of faces) byFrame.set(face.frame, { face, scene });
  });
  let current: { readonly scene: number; readonly swap: ClipSwap } | undefined;

  return {
    /** @returns undefined for a frame that stays as it is */
    draw(frame: number, picture: Raster): FrameEdit | undefined {
      const found = byFrame.get(frame);
      if (found === undefined) return undefined;
      if (current?.scene !== found.scene) {
        const swap = createClipSwap(atlas, photo, scenes[found.scene], stopwatch, strength);
        current = { scene: found.scene, swap };
      }
      return current.swap.draw(found.face, picture);
    },
  };
}

/** Faces were followed, but none could be drawn on: to whoever asked for a swap that is no face at all. */
export function nothingDrawn(): UserError {
  return new UserError("NO_FACE_IN_TARGET", {
    message: "A face was found, but nowhere could it be drawn on.",
  });
}
