import { boxBlur } from "./box-blur.ts";
import { createKernelLight } from "../kernel/kernel-light.ts";
import type { CanonicalMesh } from "../face/face-models.ts";
import { createLampFit, lampBasis } from "./lamp-fit.ts";
import type { LampFit } from "./lamp-fit.ts";
import { smoothstep } from "./smoothstep.ts";
import type { UvGrid } from "./uv-grid.ts";
import { lumaOf } from "./skin.ts";

/** Keeps what lies in black from being endlessly brighter or darker than its light; grey levels. */
export const lightFloor = 10;

/** Box radii in cells of the half-size grid, three passes each: about 7 and 3 hundredths of the face's width. */
const radius = { wide: 5, narrow: 1, far: 9 };
/** What a far cell counts where no near one has weight. */
const farShare = 0.03;
/**
 * How much of the light away from the outline is what lamps explain. The rest follows cheeks and sockets: with lamps
 * alone a photo's cast shadows become stains, without them its relief is lost.
 */
const lampShare = 0.5;

/**
 * @param weights size² values 0…1: how far each cell is trusted to show lit skin
 * @param colours size² × RGB
 * @param hidden size² values 0…1: how far hair or a hand covers each cell
 * @param out (size / 2)² × RGB; 0 where no cell within reach has weight
 */
type MeasureLight = (
  weights: Float32Array,
  colours: ArrayLike<number>,
  hidden: Float32Array,
  out: Float32Array,
) => void;

/**
 * The light on a face: its skin colour without the detail, on a grid half as fine as `size`.
 *
 * Normalised convolution (Knutsson and Westin, 1993): a weighted local mean, which flows across cells of weight 0
 * (eyes, hair, hands) instead of mixing them in. Towards the outline and towards hair, where the light falls off fast,
 * it is narrower.
 * @param grid the mesh on the half-size grid
 * @param edgeDistance by cell of the full grid
 */
export function createLightField(
  mesh: CanonicalMesh,
  grid: UvGrid,
  edgeDistance: Float32Array,
): MeasureLight {
  const size = grid.size * 2;
  const narrowShare = narrowShares(size, edgeDistance);
  const basis = lampBasis(mesh, grid);
  const byKernel = createKernelLight({ size, narrowShare, cells: grid.cells, basis });
  return byKernel ?? createPlainLightField(size, edgeDistance, createLampFit(mesh, grid));
}

/** By cell of the half-size grid, 0…1: how much of the light is what lies nearest. */
function narrowShares(size: number, edgeDistance: Float32Array): Float32Array {
  const half = size / 2;
  return Float32Array.from({ length: half * half }, (_, cell) => {
    const fine = Math.floor(cell / half) * 2 * size + (cell % half) * 2;
    return smoothstep(0.2, 0.06, edgeDistance[fine]);
  });
}

/** The kernel's twin, for machines that cannot run it. */
export function createPlainLightField(
  size: number,
  edgeDistance: Float32Array,
  fitLamp: LampFit,
): MeasureLight {
  const half = size / 2;
  const lamp = new Float32Array(half * half * 3);
  const shape = { width: half, height: half, channels: 4 };
  const nearHidden = new Float32Array(half * half);
  const sums = new Float32Array(half * half * 4);
  const wide = new Float32Array(half * half * 4);
  const far = new Float32Array(half * half * 4);
  const narrowShare = narrowShares(size, edgeDistance);

  return function measureLight(weights, colours, hidden, out) {
    sumBlocks(weights, colours, size, sums);
    lamp.fill(0);
    const lampWeight = fitLamp(sums, lamp) ? lampShare : 0;
    averageBlocks(hidden, size, nearHidden);
    boxBlur(nearHidden, { width: half, height: half, channels: 1 }, radius.narrow, 3);
    wide.set(sums);
    far.set(sums);
    boxBlur(sums, shape, radius.narrow, 3);
    boxBlur(wide, shape, radius.wide, 3);
    boxBlur(far, shape, radius.far, 3);
    for (let cell = 0; cell < half * half; cell++) {
      const i = cell * 4;
      const nearTotal = sums[i] + farShare * far[i];
      const wideTotal = wide[i] + farShare * far[i];
      const share = Math.max(narrowShare[cell], smoothstep(0.05, 0.3, nearHidden[cell]));
      const byLamp = lamp[cell * 3] > 0 ? lampWeight * (1 - narrowShare[cell]) : 0;
      const narrow = nearTotal > 1e-9 ? (share * (1 - byLamp)) / nearTotal : 0;
      const broad = wideTotal > 1e-9 ? ((1 - share) * (1 - byLamp)) / wideTotal : 0;
      for (let c = 1; c < 4; c++) {
        out[cell * 3 + c - 1] =
          (sums[i + c] + farShare * far[i + c]) * narrow +
          (wide[i + c] + farShare * far[i + c]) * broad +
          lamp[cell * 3 + c - 1] * byLamp;
      }
    }
  };
}

/** Weight and weighted RGB of every 2 × 2 block of cells. */
function sumBlocks(
  weights: Float32Array,
  colours: ArrayLike<number>,
  size: number,
  out: Float32Array,
): void {
  out.fill(0);
  const half = size / 2;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const cell = y * size + x;
      const weight = weights[cell];
      if (weight === 0) continue;
      const o = ((y >> 1) * half + (x >> 1)) * 4;
      out[o] += weight;
      out[o + 1] += weight * colours[cell * 3];
      out[o + 2] += weight * colours[cell * 3 + 1];
      out[o + 3] += weight * colours[cell * 3 + 2];
    }
  }
}

function averageBlocks(map: Float32Array, size: number, out: Float32Array): void {
  const half = size / 2;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const p = y * 2 * size + x * 2;
      out[y * half + x] = (map[p] + map[p + 1] + map[p + size] + map[p + size + 1]) / 4;
    }
  }
}

/** The luma of a half-size field of light at a cell of the full grid. */
export function lumaOfLight(light: Float32Array, size: number, cell: number): number {
  const x = ((cell % size) - 0.5) / 2;
  const y = (Math.floor(cell / size) - 0.5) / 2;
  const half = size / 2;
  return lumaOf(
    lightAt(light, half, x, y, 0),
    lightAt(light, half, x, y, 1),
    lightAt(light, half, x, y, 2),
  );
}

/**
 * One channel of a half-size field at a cell of the full grid, bilinearly.
 * @param stride channels of the field; @param channel which of them
 */
export function lightAt(
  light: Float32Array,
  half: number,
  x: number,
  y: number,
  channel: number,
): number {
  const hx = Math.min(half - 1.001, Math.max(0, x));
  const hy = Math.min(half - 1.001, Math.max(0, y));
  const x0 = Math.floor(hx);
  const y0 = Math.floor(hy);
  const fx = hx - x0;
  const fy = hy - y0;
  const p = (y0 * half + x0) * 3 + channel;
  const below = p + half * 3;
  return (
    (light[p] * (1 - fx) + light[p + 3] * fx) * (1 - fy) +
    (light[below] * (1 - fx) + light[below + 3] * fx) * fy
  );
}
