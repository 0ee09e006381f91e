import { boundsOf } from "../face/bounds.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { intersection } from "../gif/rect.ts";
import type { Raster } from "../raster.ts";
import { lumaOf } from "./skin.ts";

/** Standard deviation in pixels of the Gaussian that edges are blurred with once more. */
const again = 1.5;
const reach = 5;
/** That Gaussian, from its middle to where nothing is left of it. */
const [k0, k1, k2, k3, k4, k5] = gaussian(again, reach);
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
  const most = (lines + 2) * (face.width + face.height);
  const edges: Edges = {
    slopes: new Float32Array(most),
    losses: new Float32Array(most),
    count: 0,
  };
  const start = (face.y * width + face.x) * 4;
  const [right, down] = [4, width * 4];
  collectEdges(
    picture.data,
    { start, count: face.height, next: down, length: face.width, step: right },
    edges,
  );
  collectEdges(
    picture.data,
    { start, count: face.width, next: right, length: face.height, step: down },
    edges,
  );
  if (edges.count < fewest) return undefined;

  const slopes = edges.slopes.subarray(0, edges.count);
  const count = Math.max(fewest, Math.round(edges.count * strongest));
  const least = slopes.toSorted()[edges.count - count];
  const kept = edges.losses.subarray(0, edges.count).filter((_, i) => slopes[i] >= least);
  const loss = Math.max(leastLoss, kept.toSorted()[kept.length >> 1]);
  return again / Math.sqrt(loss * loss - 1);
}

/** An edge that loses nothing is blurred endlessly, as far as this can tell. */
const leastLoss = 1.02;

/** Lines of pixels: where in memory, how many, steps from one to the next, pixels in each, and steps along. */
interface Lines {
  readonly start: number;
  readonly count: number;
  readonly next: number;
  readonly length: number;
  readonly step: number;
}

/** What was found so far: each edge's slope once blurred again, and by what factor it was steeper before. */
interface Edges {
  readonly slopes: Float32Array;
  readonly losses: Float32Array;
  count: number;
}

/**
 * Collects the edges across lines. This runs a few times a clip, and so mostly before it is compiled well: only lines
 * that are looked at are read, into a buffer with their ends continued, and the blur is written out.
 */
function collectEdges(data: Uint8Array, lineUp: Lines, edges: Edges): void {
  const { start, count, next, length, step } = lineUp;
  const line = new Float32Array(length + 2 * reach);
  const blurred = new Float32Array(length);
  const every = Math.max(2, Math.round(count / lines));
  for (let i = 1; i < count - 1; i += every) {
    // With both neighbours, as dither differs most from one line to the next.
    for (let k = 0, at = start + i * next; k < length; k++, at += step) {
      const a = at - next;
      const b = at + next;
      line[reach + k] =
        lumaOf(
          data[a] + 2 * data[at] + data[b],
          data[a + 1] + 2 * data[at + 1] + data[b + 1],
          data[a + 2] + 2 * data[at + 2] + data[b + 2],
        ) / 4;
    }
    line.fill(line[reach], 0, reach);
    line.fill(line[reach + length - 1], reach + length);
    for (let k = reach - 2, at = 2 * reach - 2; k < length - reach + 2; k++, at++) {
      blurred[k] =
        k0 * line[at] +
        k1 * (line[at - 1] + line[at + 1]) +
        k2 * (line[at - 2] + line[at + 2]) +
        k3 * (line[at - 3] + line[at + 3]) +
        k4 * (line[at - 4] + line[at + 4]) +
        k5 * (line[at - 5] + line[at + 5]);
    }
    let before = slopeAt(blurred, reach - 1);
    let slope = slopeAt(blurred, reach);
    for (let k = reach; k < length - reach; k++) {
      const after = slopeAt(blurred, k + 1);
      if (slope > before && slope >= after) {
        const at = reach + k;
        const steepest = Math.max(slopeAt(line, at - 1), slopeAt(line, at), slopeAt(line, at + 1));
        edges.slopes[edges.count] = slope;
        edges.losses[edges.count++] = steepest / slope;
      }
      before = slope;
      slope = after;
    }
  }
}

function slopeAt(values: Float32Array, at: number): number {
  return Math.abs(values[at + 1] - values[at - 1]) / 2;
}

/** Weights of the middle and of what lies 1…`radius` beside it; with both sides they sum up to 1. */
function gaussian(deviation: number, radius: number): Float32Array {
  const weights = Float32Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp(-(i ** 2) / (2 * deviation * deviation)),
  );
  const total = weights.reduce((sum, weight, i) => sum + (i === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / total);
}
