import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { dilate } from "./dilate.ts";
import { lumaAt } from "./skin.ts";
import type { SkinModel } from "./skin.ts";

/**
 * Three quarters of what lies between and around the lids are darker than this share of the cheeks where dark lenses
 * hide both eyes: they measure 0.12, bare eyes of the deepest sockets 0.5.
 */
const hidden = { share: 0.75, luma: 0.3 };
/** More of a lid's soft mask than this is looked at. */
const onLids = 0.35;
/** Darker than this share of the cheeks, what touches a lens is its frame. */
const frame = 0.5;
/** Where lenses and frames may be, in units of u and v: not on the temples, where the hair begins. */
const reach = { top: 0.2, bottom: 0.55, aside: 0.36 };
/** In cells: glints in a lens are smaller. */
const glints = 2;

/**
 * By cell, 0…1: dark lenses with their frame, when they hide both eyes; otherwise undefined.
 * @param colours RGB by cell
 */
export function mapDarkLenses(
  { grid, regions }: FaceAtlas,
  skin: SkinModel,
  colours: ArrayLike<number>,
): Float32Array | undefined {
  const { size, cells } = grid;
  const luma = (cell: number) => lumaAt(colours, cell) / skin.luma.median;
  const eyes = [regions.rightLids, regions.leftLids].map((lids) =>
    Array.from(cells.filter((cell) => lids[cell] > onLids)),
  );
  const areHidden = eyes.every((eye) => {
    const lumas = eye.map(luma).toSorted((a, b) => a - b);
    return lumas[Math.floor(lumas.length * hidden.share)] < hidden.luma;
  });
  if (!areHidden) return undefined;

  const lenses = new Float32Array(size * size);
  const open = eyes.flat();
  for (const cell of open) lenses[cell] = 1;
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    for (const next of [cell - 1, cell + 1, cell - size, cell + size]) {
      const v = (Math.floor(next / size) + 0.5) / size;
      const across = Math.abs(((next % size) + 0.5) / size - 0.5);
      if (lenses[next] > 0 || v < reach.top || v > reach.bottom || across > reach.aside) continue;
      if (luma(next) > frame) continue;
      lenses[next] = 1;
      open.push(next);
    }
  }
  const whole = dilate(lenses, size, glints);
  boxBlur(whole, { width: size, height: size, channels: 1 }, 1, 1);
  return whole;
}
