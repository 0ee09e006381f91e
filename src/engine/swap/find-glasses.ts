import { medianOf } from "./clip-appearance.ts";
import { glassesBand } from "./glasses-band.ts";
import { contrastAt, fitRims, forEachRimPoint } from "./fit-rims.ts";
import type { Rims } from "./fit-rims.ts";
import { mapRidges, readMap } from "./ridges.ts";
import { smoothstep } from "./smoothstep.ts";

/** A pair of glasses in the sheet of `glassesBand`, as it is in most frames of a clip; centimetres. */
export interface Glasses {
  readonly rims: Rims;
  /** Height of the bar over the nose. */
  readonly bridge: number;
  /** Height at which the arms leave the rims; undefined where none are seen. */
  readonly arms: number | undefined;
  /** Half the thickness of a rim. */
  readonly thickness: number;
  /** How dark the lenses are: 0 clear, 1 hides the eyes. */
  readonly tint: number;
  /** How much lighter each point of both rims is than what lies beside it, as a logarithm; see `forEachRimPoint`. */
  readonly contrasts: Float32Array;
}

const { columns, rows, step, left, top } = glassesBand;
/** Keeps noise in black from being contrast; grey levels. */
export const darkest = 12;

/** By byte. */
const logOf = Float32Array.from({ length: 256 }, (_, luma) => Math.log(luma + darkest));

/** The root of the nose: heights at which the bar over it may lie, and columns that it always crosses. */
const noseRoot = { top: -1.5, bottom: 0.9, halfWidth: 5 };
/**
 * The contrast of a thin level bar there, a logarithm of brightness, where a bare face has none: four clips and
 * twenty-seven single pictures measure up to 0.031, strands of a fringe 0.057; glasses of clear plastic 0.09, of wire
 * 0.1 to 0.23, others 0.18 and more.
 */
const leastBridge = 0.055;
/**
 * Seen from so few sides, a face may have a crease there, which nothing tells from a bar: up to 0.22 under a frown. Then
 * arms must be seen, too.
 */
const few = 3;
/** Of a picture or two alone, which no other frame confirms, a weak line is not believed even with arms. */
const leastBridgeOfFew = 0.1;
/**
 * In grain, every row looks like such a bar a little: a quarter of all rows stay below 0.01 on smooth faces, and below
 * 0.02 to 0.026 on grainy ones and in eight dithered colours, where the strongest row reaches 0.057. So much of that
 * quarter's contrast is taken off.
 */
const grainShare = 2;
/** How well the rims must be seen: those of glasses rate 0.79 to 0.98. */
const leastRims = 0.55;
/** Arms begin about as high as the bar: they are looked for so far above and below it. */
const armReach = 0.6;
/** Contrast of an arm against the temple, as a share of the bar's. */
const leastArm = 0.3;
/** Logarithms by which the lower half of a lens is darker than the cheek: shadows under eyes, and sunglasses. */
const tinted = { none: 0.45, full: 0.8 };

/**
 * Recognises glasses by the bar over the root of the nose, where a bare face is smooth, and by two rims alike that go on
 * from it around both eyes. Whether a rim is darker or lighter than skin does not matter: clear plastic is both. What is
 * not sure is not taken for glasses: a brow kept by mistake is worse than a frame painted over.
 * @param bands what `sampleGlassesBand` gave for frames of a clip, at least one
 * @param views how many of them show the head from another side
 */
export function findGlasses(bands: readonly Uint8Array[], views: number): Glasses | undefined {
  const bridge = findBridge(bands);
  const contrast = bridge.contrast - grainShare * bridge.grain;
  if (contrast < (bands.length < few ? leastBridgeOfFew : leastBridge)) return undefined;
  const light = logLight(medianOf(bands));
  const { rims, score } = fitRims(mapRidges(light, columns, rows), bridge.contrast);
  if (score < leastRims) return undefined;
  const arms = findArms(light, rims, bridge);
  if (arms === undefined && views < few) return undefined;
  return {
    rims,
    bridge: bridge.y,
    arms,
    thickness: measureThickness(light, rims),
    tint: measureTint(light, rims),
    contrasts: measureContrasts(light, rims),
  };
}

/** Logarithms, in which a line has one contrast in light and shade. */
export function logLight(band: Uint8Array): Float32Array {
  const light = new Float32Array(band.length);
  for (let cell = 0; cell < band.length; cell++) light[cell] = logOf[band[cell]];
  return light;
}

/**
 * The level line over the root of the nose that differs most from what lies above and below it, in most frames: in each
 * it may be a row higher or lower, as landmarks err.
 */
function findBridge(bands: readonly Uint8Array[]) {
  const first = rowAt(noseRoot.top);
  const count = rowAt(noseRoot.bottom) - first + 1;
  const contrasts = bands.map((band) => levelContrasts(band, first, count));
  const best = { contrast: 0, usual: 0, y: 0 };
  const all: number[] = [];
  for (const sign of [-1, 1]) {
    for (let i = 1; i + 1 < count; i++) {
      const values = contrasts.map((rowsOfBand) =>
        Math.max(sign * rowsOfBand[i - 1], sign * rowsOfBand[i], sign * rowsOfBand[i + 1]),
      );
      const contrast = values.toSorted((a, b) => a - b)[values.length >> 1];
      all.push(contrast);
      // Of rows that share a line, the one in its middle.
      const usual = contrasts.reduce((sum, of) => sum + sign * of[i], 0);
      if (contrast < best.contrast || (contrast === best.contrast && usual <= best.usual)) continue;
      Object.assign(best, { contrast, usual, y: top + (first + i + 0.5) * step });
    }
  }
  return { ...best, grain: all.toSorted((a, b) => a - b)[all.length >> 2] };
}

/** By row: how much lighter the root of the nose is there than above and below. */
function levelContrasts(band: Uint8Array, first: number, count: number): Float32Array {
  const middle = -left / step;
  const contrasts = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const start = (first + i) * columns + middle - noseRoot.halfWidth;
    let sum = 0;
    for (let cell = start; cell < start + 2 * noseRoot.halfWidth; cell++) {
      const beside = logOf[band[cell - 2 * columns]] + logOf[band[cell + 2 * columns]];
      sum += logOf[band[cell]] - beside / 2;
    }
    contrasts[i] = sum / (2 * noseRoot.halfWidth);
  }
  return contrasts;
}

/** Where a level line runs from both rims to the temples. */
function findArms(
  light: Float32Array,
  rims: Rims,
  bridge: { readonly contrast: number; readonly y: number },
): number | undefined {
  let best = bridge.contrast * leastArm;
  let found: number | undefined;
  const outer = rims.apart + rims.halfWidth + 0.25;
  for (let y = bridge.y - armReach; y <= bridge.y + armReach; y += step) {
    let sum = 0;
    let count = 0;
    for (const side of [-1, 1]) {
      for (let x = outer; x < outer + 0.8; x += step) {
        sum += contrastAt((dx, dy) => lightAt(light, dx, dy), rims.x + side * x, y, 0, 1);
        count++;
      }
    }
    const contrast = Math.abs(sum) / count;
    if (contrast > best) [best, found] = [contrast, y];
  }
  return found;
}

/** Half the width over which the rims differ from what lies a centimetre around, on an average. */
function measureThickness(light: Float32Array, rims: Rims): number {
  const distances = [0, 1, 2, 3, 4].map((cells) => cells * step);
  const differences = distances.map((distance) => {
    let sum = 0;
    forEachRimPoint(rims, (x, y, nx, ny) => {
      const beside = lightAt(light, x + nx * 0.6, y + ny * 0.6);
      sum += Math.abs(lightAt(light, x + nx * distance, y + ny * distance) - beside);
    });
    return sum;
  });
  const lowest = differences[differences.length - 1];
  const thin = differences.findIndex((value) => value - lowest < (differences[0] - lowest) / 2);
  return distances[Math.max(1, thin)];
}

function measureTint(light: Float32Array, rims: Rims): number {
  let [lens, cheek, count] = [0, 0, 0];
  for (const side of [-1, 1]) {
    for (let x = -0.5; x <= 0.5; x += 0.25) {
      for (let y = 0.35; y <= 0.7; y += 0.1) {
        const across = rims.x + side * (rims.apart + x * rims.halfWidth);
        lens += lightAt(light, across, rims.y + y * rims.halfHeight);
        cheek += lightAt(light, across, rims.y + rims.halfHeight + 0.4 + y);
        count++;
      }
    }
  }
  return smoothstep(tinted.none, tinted.full, (cheek - lens) / count);
}

function measureContrasts(light: Float32Array, rims: Rims): Float32Array {
  const contrasts: number[] = [];
  forEachRimPoint(rims, (x, y, nx, ny, onLids) => {
    contrasts.push(onLids ? 0 : contrastAt((dx, dy) => lightAt(light, dx, dy), x, y, nx, ny));
  });
  return Float32Array.from(contrasts);
}

function rowAt(y: number): number {
  return Math.round((y - top) / step - 0.5);
}

/** What a median shows at a place in centimetres. */
export function lightAt(light: Float32Array, x: number, y: number): number {
  return readMap(light, columns, rows, (x - left) / step - 0.5, (y - top) / step - 0.5);
}
