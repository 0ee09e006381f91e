import { boundsOf } from "../face/bounds.ts";
import { measureOpenness } from "../face/openness.ts";
import type { FrameEdit } from "../gif/frame-edit.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "./atlas.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { addGrain, measureClipGrain } from "./add-grain.ts";
import { createClipGlasses } from "./clip-glasses.ts";
import { createFieldPacker } from "./pack-field.ts";
import { planClip } from "./plan-clip.ts";
import { createTextures } from "./textures.ts";
import { closedness, eyes } from "./eyes.ts";
import { fadeTurned } from "./fade-turned.ts";
import { irisEllipse } from "./iris.ts";
import { liftIrises } from "./lift-irises.ts";
import { clearOverlay, withoutOverlay } from "./overlay.ts";
import { createFlankFade } from "./nose-flank.ts";
import type { FacePhoto } from "./photo.ts";
import { createRasteriser } from "./rasterise.ts";
import { shade } from "./shade.ts";
import { applyShape } from "./shape-transfer.ts";
import { createEdgeSoftener } from "./soft-edges.ts";
import { softenIris } from "./soften-iris.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { widenEye, wideningOf } from "./widen-eyes.ts";

/** Width of the drawn mesh's soft edge in centimetres of the head. */
const featherWidth = 0.18;

/** In the order of `eyes`. */
const sides = ["rightEye", "leftEye"] as const;

/** Draws the photo's face over the frames of one scene. */
export interface ClipSwap {
  /** @returns the pixels that change, or undefined when none do */
  draw(face: FaceFrame, frame: Raster): FrameEdit | undefined;
}

/**
 * @param clip the face's appearances in one scene, in order; at least one
 * @param strength 0 natural … 1 likeness
 */
export function createClipSwap(
  atlas: FaceAtlas,
  photo: FacePhoto,
  clip: readonly FaceFrame[],
  stopwatch: Stopwatch,
  strength = 0,
): ClipSwap {
  const { mesh, grid } = atlas;
  const plan = stopwatch.measure("plan", () => planClip(atlas, photo, clip, strength));
  const grain = measureClipGrain(clip);
  const opacities = fadeTurned(clip);
  const keepGlasses = stopwatch.measure("glasses", () => createClipGlasses(atlas, clip));
  const textures = createTextures(atlas, photo, plan.style);
  const sprites = liftIrises(atlas, photo, plan.style.colour).map((sprite) =>
    softenIris(sprite, plan.style.blur),
  );
  const rasterise = createRasteriser(mesh);
  const softenEdges = createEdgeSoftener();
  const drawn = new Float32Array(clip[0].landmarks.length);
  const packField = createFieldPacker(atlas, photo.light, plan);
  const fadeFlanks = createFlankFade(atlas, photo);

  return {
    draw(face, picture) {
      const { landmarks, pose, overlay } = face;
      const opacity = opacities.get(face.frame) ?? 0;
      if (opacity === 0) return undefined;
      const frame =
        overlay === undefined ? picture : withoutOverlay(picture, overlay, boundsOf(landmarks));
      applyShape(landmarks, pose, plan.delta, drawn);
      const openness = measureOpenness(landmarks);
      const closed = sides.map((side) =>
        // Through dark lenses nobody is seen to blink.
        photo.eyesHidden ? 0 : closedness(openness[side], plan.usualOpenness[side]),
      );
      const widenings = sides.map((side, i) =>
        photo.eyesHidden ? 1 : wideningOf(openness[side], plan.medianOpenness[side], closed[i]),
      );
      eyes.forEach((eye, i) => widenEye(eye, i, widenings[i], drawn));
      const raster = stopwatch.measure("rasterise", () => rasterise(drawn, landmarks, frame));
      if (raster === undefined) return undefined;
      const field = stopwatch.measure("blend field", () => {
        const packed = packField(face.frame, closed);
        fadeFlanks(drawn, packed);
        return packed;
      });
      const inside = stopwatch.measure("soft edges", () =>
        softenEdges(raster, featherWidth * pose.scale),
      );
      const texture = stopwatch.measure("texture", () => textures.forFace(landmarks));
      const irises = eyes.map((eye, side) => {
        const widening = Math.max(1, widenings[side]);
        const ellipse = irisEllipse(eye, landmarks, plan.irisSizes[side], widening);
        return { sprite: sprites[side](ellipse.radius), ellipse, blur: plan.style.blur };
      });
      const edit = stopwatch.measure("shade", () =>
        shade({
          frame,
          mesh: raster,
          inside,
          texture,
          field,
          fieldSize: grid.size,
          irises,
          opacity,
        }),
      );
      if (edit !== undefined && grain !== undefined) {
        const grainy = { frame, mesh: raster, field, fieldSize: grid.size, opacity };
        stopwatch.measure("grain", () => addGrain(edit, grainy, grain));
      }
      if (edit !== undefined && keepGlasses !== undefined) {
        stopwatch.measure("glasses", () => keepGlasses(edit, frame, pose));
      }
      if (edit !== undefined && overlay !== undefined) clearOverlay(edit, overlay);
      return edit;
    },
  };
}
