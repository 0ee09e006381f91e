import type { FieldShape } from "../kernel/kernel-blur.ts";
import { boxBlur } from "./box-blur.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { measureSoftness } from "./measure-softness.ts";
import { levelForCells, unrolledWidth } from "./photo.ts";
import type { FacePhoto } from "./photo.ts";
import { smoothstep } from "./smoothstep.ts";

/**
 * Softness of a sharp clip at most, and of one that is surely blurred. Sixty faces of sharp clips, from 30 to 350 pixels
 * wide and in 15 to 256 dithered colours, measure 0.81 to 1.43; clips enlarged to twice or four times their size, and
 * heads out of focus, 1.7 to 2.4.
 */
const clip = { sharp: 1.45, blurred: 1.75 };
/** A face that is drawn from a photo of its size or larger. */
const drawn = 1.1;
/** What an edge crossed aslant adds to softness, as a factor. */
const aslant = 1.3;
/** Of the face's width: a face that is more blurred than this has nothing by which it could be told. */
const most = 0.02;

/**
 * By how much a face must be blurred to be at home in a clip that is blurred itself, in pixels (the deviation of a
 * Gaussian); 0 for a sharp one. A photo that is no sharper needs none.
 * @param faces of one scene, at least one
 */
export function measureClipBlur(
  photo: Pick<FacePhoto, "pyramid" | "landmarks">,
  faces: readonly Pick<FaceFrame, "landmarks" | "softness">[],
): number {
  const all = faces.flatMap(({ softness }) => softness ?? []).toSorted((a, b) => a - b);
  const target = all[all.length >> 1] ?? 0;
  if (target <= clip.sharp) return 0;
  const width = unrolledWidth(faces[0].landmarks);
  const level = levelForCells(photo.pyramid, photo.landmarks, width);
  const landmarks = photo.landmarks.map((value) => value / level.step);
  const enlarged = width / unrolledWidth(landmarks);
  const own = Math.max(drawn, enlarged * (measureSoftness(level, landmarks) ?? 0));
  const missing = Math.sqrt(Math.max(0, target * target - own * own)) / aslant;
  return Math.min(smoothstep(clip.sharp, clip.blurred, target) * missing, most * width);
}

/** Box radii and passes, whose deviation is √(passes · radius · (radius + 1) / 3). */
const boxes = [1, 2, 3, 4, 6, 8, 12, 16, 24].flatMap((radius) =>
  [1, 2, 3, 4].map((passes) => {
    return { radius, passes, deviation: Math.sqrt((passes * radius * (radius + 1)) / 3) };
  }),
);

/** Blurs a field in place by what comes closest to a Gaussian of this deviation, in cells. */
export function blurBy(field: Float32Array, shape: FieldShape, deviation: number): void {
  if (deviation < boxes[0].deviation / 2) return;
  const distance = (box: (typeof boxes)[number]) => Math.abs(box.deviation - deviation);
  const best = boxes.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  boxBlur(field, shape, best.radius, best.passes);
}
