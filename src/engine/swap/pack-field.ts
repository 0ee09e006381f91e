import { createKernelBlend } from "../kernel/kernel-blend.ts";
import type { FaceAtlas } from "./atlas.ts";
import { blendStride, createBlendPacker, perPhotoLight } from "./blend-field.ts";
import { markOwn } from "./own-brows.ts";
import type { ClipPlan } from "./plan-clip.ts";
import { filterInTime, framesNear } from "./temporal-filter.ts";

/** What the field of a scene's frames is made of. */
type FieldPlan = Pick<ClipPlan, "alphas" | "bare" | "lights" | "own" | "style" | "contrast">;

/**
 * Evens out a frame's maps in time and packs them for shading; the next call writes the field anew.
 * @param closed how far the right and the left eye are closed, 0…1
 */
type PackField = (frame: number, closed: readonly number[]) => Int16Array;

/** @param photoLight the photo's light on the half-size grid */
export function createFieldPacker(
  atlas: FaceAtlas,
  photoLight: Float32Array,
  plan: FieldPlan,
): PackField {
  const { size } = atlas.grid;
  const { rightLids, leftLids } = atlas.regions;
  const { colour } = plan.style;
  const perLight = perPhotoLight(photoLight, size, plan.contrast);
  const kernel = createKernelBlend({ size, perLight, rightLids, leftLids, colour });
  if (kernel === undefined) return createPlainFieldPacker(atlas, photoLight, plan);
  return (frame, [right, left]) => {
    const near = framesNear(plan.alphas, frame);
    kernel.load(near, plan);
    const field = kernel.pack(frame, near, plan, right, left);
    if (plan.own !== undefined) markOwn(plan.own, field);
    return field;
  };
}

/** The kernel's twin, for machines that cannot run it. */
export function createPlainFieldPacker(
  { grid, regions }: FaceAtlas,
  photoLight: Float32Array,
  plan: FieldPlan,
): PackField {
  const cells = grid.size * grid.size;
  const alpha = new Float32Array(cells);
  const own = new Float32Array(cells);
  const light = new Float32Array((cells / 4) * 3);
  const field = new Int16Array(cells * blendStride);
  const packBlendField = createBlendPacker(photoLight, grid.size, {
    colour: plan.style.colour,
    contrast: plan.contrast,
  });
  return (frame, [right, left]) => {
    filterInTime(plan.alphas, frame, alpha, plan.bare);
    filterInTime(plan.lights, frame, light);
    if (plan.own === undefined) own.fill(0);
    else own.set(plan.own);
    if (right > 0) addLids(regions.rightLids, right, own);
    if (left > 0) addLids(regions.leftLids, left, own);
    packBlendField({ alpha, own, targetLight: light }, field);
    return field;
  };
}

function addLids(lids: Float32Array, closed: number, own: Float32Array): void {
  for (let cell = 0; cell < own.length; cell++)
    own[cell] = Math.max(own[cell], closed * lids[cell]);
}
