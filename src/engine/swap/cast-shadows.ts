import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { lightFloor, lumaOfLight } from "./light-field.ts";
import { lumaAt } from "./skin.ts";
import { mirrored } from "./uv-grid.ts";

/** In cells, two passes: folds and stubble are finer, what is wider is light already. */
const radius = 2;
/** A logarithm: faces are not quite alike on both halves, and soft light from one side is nothing to be mended. */
const faint = 0.15;
/** Of what one half of a face has darker than the other, the share that is taken for a lamp's. */
const castShare = 0.7;

/**
 * By cell, a logarithm of 0 and more: by how much the shadow that a nose or a brow casts to one side darkens the skin.
 * Faces are much alike on both halves and lamps are not, so what only one half has is hardly the person's.
 * @param colours RGB by cell
 * @param light theirs, on the half-size grid
 * @param skin by cell, 0…1: how far it is seen, and skin
 */
export function mapCastShadows(
  { grid }: FaceAtlas,
  colours: Float32Array,
  light: Float32Array,
  skin: Float32Array,
): Float32Array {
  const { size, cells } = grid;
  const shade = new Float32Array(size * size * 2);
  for (const cell of cells) {
    const lit = lumaOfLight(light, size, cell);
    const share = (lumaAt(colours, cell) + lightFloor) / (lit + lightFloor);
    shade[cell * 2] = skin[cell];
    shade[cell * 2 + 1] = skin[cell] * Math.log(share);
  }
  boxBlur(shade, { width: size, height: size, channels: 2 }, radius, 2);
  const shadeAt = (cell: number) => shade[cell * 2 + 1] / (shade[cell * 2] + 1e-3);
  const cast = new Float32Array(size * size);
  for (const cell of cells) {
    const darker = shadeAt(mirrored(cell, size)) - shadeAt(cell);
    cast[cell] = castShare * skin[cell] * Math.max(0, darker - faint);
  }
  boxBlur(cast, { width: size, height: size, channels: 1 }, 1, 1);
  return cast;
}
