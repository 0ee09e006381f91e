import type { FaceAtlas } from "./atlas.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { unrolledWidth } from "./photo.ts";
import { lumaAt, measureSkin } from "./skin.ts";
import { clamp, smoothstep } from "./smoothstep.ts";

/**
 * Share of the skin's brightness that the darkest hundredth of a face has: pupils, nostrils, the line of the lips. In
 * clear pictures it is 0.1 to 0.46; more is a veil.
 */
const clear = 0.5;
const darkest = 0.01;
/** Less contrast than this has no face that the detector finds. */
const least = 0.4;
/** A face of so few pixels across has nothing dark, veil or not: the new one has not, either. */
const small = { none: 40, full: 80 };
/** Frames that are looked at. */
const samples = 5;
/** In units of u and v: further out is what is behind the face. */
const edge = 0.06;

/**
 * How much contrast a clip has, 1 for a clear one: in a faded or hazy picture a face with black pupils would look pasted
 * on.
 * @param clip at least one
 */
export function measureContrast(
  { grid, regions }: FaceAtlas,
  clip: readonly Pick<FaceFrame, "landmarks" | "colours">[],
): number {
  const step = Math.max(1, Math.floor(clip.length / samples));
  const cells = grid.cells.filter((cell) => regions.edgeDistance[cell] > edge);
  const shares = clip
    .filter((_, i) => i % step === 0)
    .map(({ colours }) => {
      const counts = new Uint32Array(256);
      let left = 0;
      for (let i = 0; i < cells.length; i++) {
        counts[lumaAt(colours, cells[i]) | 0]++;
        left += darkest;
      }
      const dark = counts.findIndex((count) => (left -= count) < 0);
      return dark / Math.max(1, measureSkin(regions, colours).luma.median);
    })
    .toSorted((a, b) => a - b);
  const share = shares[shares.length >> 1];
  const judged = smoothstep(small.none, small.full, unrolledWidth(clip[0].landmarks));
  // Taken off dark and bright alike, the veil is what leaves the usual share.
  return clamp(1 - (judged * (share - clear)) / (1 - clear), least, 1);
}
