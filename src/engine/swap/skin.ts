import { boxBlur } from "./box-blur.ts";
import { smoothstep } from "./smoothstep.ts";
import type { UvRegions } from "./uv-regions.ts";

/** Centre and spread of one colour measure over skin. */
interface Spread {
  readonly median: number;
  readonly deviation: number;
}

/** What the skin of one face in one light looks like. */
export interface SkinModel {
  /** 0…255. */
  readonly luma: Spread;
  /** Logarithms of red and blue over green: the same in light and shade. */
  readonly redness: Spread;
  readonly blueness: Spread;
}

/** Rec. 601 luma of an RGB colour, in the colour's own range. */
export function lumaOf(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The luma of a cell of a map of RGB colours. */
export function lumaAt(colours: ArrayLike<number>, cell: number): number {
  return lumaOf(colours[cell * 3], colours[cell * 3 + 1], colours[cell * 3 + 2]);
}

const bins = 512;
/** Of the histogram that is being made. */
const counts = new Uint32Array(bins);
/** The logarithm of a ratio of two bytes lies within ±ln 256. */
const logRange = Math.log(256);
/** Logarithms of 1…256, by byte. */
export const logOf = Float32Array.from({ length: 256 }, (_, byte) => Math.log(byte + 1));
/** Standard deviations in one median absolute deviation of a normal distribution. */
export const perDeviation = 1.4826;

/**
 * Median and spread of the cheeks' colour, by histograms.
 * @param colours RGB bytes or floats in 0…255, three a cell
 */
export function measureSkin(regions: UvRegions, colours: ArrayLike<number>): SkinModel {
  const { cells, lumas, rednesses, bluenesses } = cheekCells(regions);
  for (let i = 0; i < cells.length; i++) {
    const red = colours[cells[i] * 3] | 0;
    const green = colours[cells[i] * 3 + 1] | 0;
    const blue = colours[cells[i] * 3 + 2] | 0;
    lumas[i] = lumaOf(red, green, blue);
    rednesses[i] = logOf[red] - logOf[green];
    bluenesses[i] = logOf[blue] - logOf[green];
  }
  const luma = spreadOf(lumas, 0, 256, 0);
  return {
    luma: { median: luma.median, deviation: Math.max(luma.deviation, luma.median * 0.12) },
    redness: spreadOf(rednesses, -logRange, logRange, 0.05),
    blueness: spreadOf(bluenesses, -logRange, logRange, 0.05),
  };
}

interface Cheeks {
  readonly cells: Int32Array;
  /** Room for what is measured of each cell. */
  readonly lumas: Float32Array;
  readonly rednesses: Float32Array;
  readonly bluenesses: Float32Array;
}

/** Numbers of the cheeks' cells, found once for an atlas. */
const cheekCellsByMap = new WeakMap<Float32Array, Cheeks>();

function cheekCells({ cheeks }: UvRegions): Cheeks {
  const known = cheekCellsByMap.get(cheeks);
  if (known !== undefined) return known;
  const cells = Int32Array.from(cheeks.keys()).filter((cell) => cheeks[cell] > 0);
  const room = () => new Float32Array(cells.length);
  const made = { cells, lumas: room(), rednesses: room(), bluenesses: room() };
  cheekCellsByMap.set(cheeks, made);
  return made;
}

/** @param values in `low`…`high`; changed */
function spreadOf(values: Float32Array, low: number, high: number, least: number): Spread {
  const median = histogramMedian(values, low, high);
  for (let i = 0; i < values.length; i++) values[i] = Math.abs(values[i] - median);
  const deviation = histogramMedian(values, 0, (high - low) / 4) * perDeviation;
  return { median, deviation: Math.max(deviation, least) };
}

/** The median of values in `low`…`high`, to a 512th of that range. */
export function histogramMedian(values: Float32Array, low: number, high: number): number {
  counts.fill(0);
  const scale = bins / (high - low);
  for (let i = 0; i < values.length; i++) {
    // Without a fraction by `|`: for what lies below `low`, which counts as lowest, that is no other bin.
    const bin = ((values[i] - low) * scale) | 0;
    counts[bin < 0 ? 0 : bin < bins ? bin : bins - 1]++;
  }
  let below = 0;
  for (let bin = 0; bin < bins; bin++) {
    below += counts[bin];
    if (below * 2 > values.length) return low + (bin + 0.5) / scale;
  }
  return low;
}

/** Deviations from a skin's usual look up to which a colour is skin, and from which it is something else. */
const surelySkin = 2.6;
const surelyNot = 4.6;

/** For each cell how unlike the skin its colour is: 0 like it, 1 certainly something else. Darker counts more than lighter. */
export function mapNonSkin(
  regions: UvRegions,
  model: SkinModel,
  colours: ArrayLike<number>,
  out: Float32Array,
): void {
  const { luma, redness, blueness } = model;
  const perLuma = 1 / luma.deviation;
  const perRedness = 1 / redness.deviation;
  const perBlueness = 1 / blueness.deviation;
  out.fill(0);
  for (let cell = 0; cell < out.length; cell++) {
    if (regions.face[cell] === 0) continue;
    const red = colours[cell * 3] | 0;
    const green = colours[cell * 3 + 1] | 0;
    const blue = colours[cell * 3 + 2] | 0;
    const darker = (luma.median - lumaOf(red, green, blue)) * perLuma;
    const brightness = darker < 0 ? -0.75 * darker : darker;
    const r = (logOf[red] - logOf[green] - redness.median) * perRedness;
    const b = (logOf[blue] - logOf[green] - blueness.median) * perBlueness;
    const hue = 0.55 * Math.sqrt(r * r + b * b);
    const unlike = brightness > hue ? brightness : hue;
    // Most cells are skin, and this runs for every cell of every frame.
    if (unlike > surelySkin) out[cell] = smoothstep(surelySkin, surelyNot, unlike);
  }
}

/** Mean difference of a cell's luma from its surroundings', relative to the skin's: hair is rough, skin is smooth. */
export function mapRoughness(
  regions: UvRegions,
  size: number,
  model: SkinModel,
  colours: ArrayLike<number>,
): Float32Array {
  const shape = { width: size, height: size, channels: 2 };
  // A weight and a value by cell.
  const local = new Float32Array(size * size * 2);
  for (let cell = 0; cell < size * size; cell++) {
    // The outermost cells hold the background behind the face.
    if (regions.face[cell] === 0 || regions.edgeDistance[cell] <= 0.012) continue;
    local[cell * 2] = 1;
    local[cell * 2 + 1] = lumaAt(colours, cell);
  }
  const rough = local.slice();
  boxBlur(local, shape, 2, 2);
  for (let i = 0; i < rough.length; i += 2) {
    if (rough[i] > 0) rough[i + 1] = Math.abs(rough[i + 1] - local[i + 1] / (local[i] + 1e-6));
  }
  boxBlur(rough, shape, 2, 2);
  const out = new Float32Array(size * size);
  for (let cell = 0; cell < out.length; cell++) {
    out[cell] = rough[cell * 2 + 1] / (rough[cell * 2] + 1e-6) / (model.luma.median + 20);
  }
  return out;
}
