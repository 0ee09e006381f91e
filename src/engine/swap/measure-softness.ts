import { boundsOf } from "../face/bounds.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { intersection } from "../gif/rect.ts";
import type { Raster } from "../raster.ts";
import { lumaOf } from "./skin.ts";

/** Standard deviation in pixels of the Gaussian that edges are blurred with once more. */
const again = 1.5;
const reach = Math.ceil(3 * again);
const kernel = gaussian(again, reach);
/** So many rows and columns through a face tell enough of it. */
const lines = 28;
/** The strongest of all edges along a line are a face's own; the rest is skin, grain and dither. */
const strongest = 0.1;
const fewest = 12;
/** Fewer pixels than this have no room for an edge with what lies around it. */
const smallest = 4 * reach;

/**
 * How blurred a face is in a picture, in pixels: the standard deviation of the Gaussian that would make its edges of
 * sharp ones. An edge that is blurred once more loses the less of its slope, the softer it was before (Zhuo and Sim,
 * "Defocus map estimation from a single image", 2011). Edges that are crossed aslant seem softer than they are: sharp
 * clips measure up to 1.43.
 * @returns undefined when too little of the face is in the picture
 */
export function measureSoftness(picture: Raster, landmarks: Landmarks): number | undefined {
  const { width, height } = picture;
  const face = intersection(boundsOf(landmarks), { x: 0, y: 0, width, height });
  if (face.width < smallest || face.height < smallest) return undefined;
  const luma = new Float32Array(face.width * face.height);
  for (let y = 0, at = 0; y < face.height; y++) {
    let from = ((face.y + y) * width + face.x) * 4;
    for (let x = 0; x < face.width; x++, at++, from += 4) {
      luma[at] = lumaOf(picture.data[from], picture.data[from + 1], picture.data[from + 2]);
    }
  }
  const slopes: number[] = [];
  const losses: number[] = [];
  const collect = collector(slopes, losses, Math.max(face.width, face.height));
  collect(luma, { count: face.height, next: face.width, length: face.width, step: 1 });
  collect(luma, { count: face.width, next: 1, length: face.height, step: face.width });
  if (slopes.length < fewest) return undefined;

  const count = Math.max(fewest, Math.round(slopes.length * strongest));
  const least = Float32Array.from(slopes).toSorted()[slopes.length - count];
  const kept = losses.filter((_, i) => slopes[i] >= least).toSorted((a, b) => a - b);
  const loss = Math.max(leastLoss, kept[kept.length >> 1]);
  return again / Math.sqrt(loss * loss - 1);
}

/** An edge that loses nothing is blurred endlessly, as far as this can tell. */
const leastLoss = 1.02;

/** Lines of values: how many, steps in memory from one to the next, values in each, and steps along. */
interface Lines {
  readonly count: number;
  readonly next: number;
  readonly length: number;
  readonly step: number;
}

/** Collects the edges across lines: their slope once blurred again, and by what factor it was steeper before. */
function collector(slopes: number[], losses: number[], longest: number) {
  const line = new Float32Array(longest);
  const blurred = new Float32Array(longest);
  return (luma: Float32Array, { count, next, length, step }: Lines) => {
    const every = Math.max(2, Math.round(count / lines));
    for (let i = 1; i < count - 1; i += every) {
      // With both neighbours, as dither differs most from one line to the next.
      for (let k = 0, at = i * next; k < length; k++, at += step) {
        line[k] = (luma[at - next] + 2 * luma[at] + luma[at + next]) / 4;
      }
      for (let k = reach - 2; k < length - reach + 2; k++) {
        let sum = 0;
        for (let tap = -reach; tap <= reach; tap++) {
          const at = k + tap;
          sum += kernel[tap + reach] * line[at < 0 ? 0 : at < length ? at : length - 1];
        }
        blurred[k] = sum;
      }
      for (let k = reach; k < length - reach; k++) {
        const slope = slopeAt(blurred, k);
        if (slope <= slopeAt(blurred, k - 1) || slope < slopeAt(blurred, k + 1)) continue;
        const before = Math.max(slopeAt(line, k - 1), slopeAt(line, k), slopeAt(line, k + 1));
        slopes.push(slope);
        losses.push(before / slope);
      }
    }
  };
}

function slopeAt(values: Float32Array, at: number): number {
  return Math.abs(values[at + 1] - values[at - 1]) / 2;
}

function gaussian(deviation: number, radius: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * deviation * deviation)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
