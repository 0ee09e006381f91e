import { boundsOf } from "../face/bounds.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { intersection } from "../gif/rect.ts";
import type { Raster } from "../raster.ts";
import { histogramMedian, perDeviation } from "./skin.ts";

/** Pixels on either side of one that is compared with what lies around it. */
const around = 1;
/** Of pixels that have nothing in common, the mean of nine takes so much off each: to undo it. */
const meanOfNine = Math.sqrt(9 / 8);
/** Grey levels: more than this is an edge, however much more. */
const mostDifference = 64;
/** A row and a column of so many are looked at. */
const every = 2;

/**
 * How grainy a face is: by how many grey levels its pixels differ from their neighbours (a standard deviation). It is a
 * median, to which the edges of eyes and lips matter little.
 * @returns undefined when too little of the face is in the picture
 */
export function measureGrain({ width, height, data }: Raster, landmarks: Landmarks) {
  const inner = { x: around, y: around, width: width - 2 * around, height: height - 2 * around };
  const face = intersection(boundsOf(landmarks), inner);
  const rows = Math.ceil(face.height / every);
  const differences = new Float32Array(rows * Math.ceil(face.width / every));
  if (differences.length < 64) return undefined;
  let at = 0;
  for (let y = face.y; y < face.y + face.height; y += every) {
    for (let x = face.x; x < face.x + face.width; x += every) {
      let sum = 0;
      for (let row = y - 1; row <= y + 1; row++) {
        const green = (row * width + x) * 4 + 1;
        sum += data[green - 4] + data[green] + data[green + 4];
      }
      differences[at++] = Math.abs(data[(y * width + x) * 4 + 1] - sum / 9);
    }
  }
  return perDeviation * meanOfNine * histogramMedian(differences, 0, mostDifference);
}
