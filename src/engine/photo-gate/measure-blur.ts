import { cropSquare } from "../crop.ts";
import { regionOfLandmarks } from "../face/region.ts";
import type { Landmarks } from "../face/landmarks.ts";
import type { Pyramid } from "../pyramid.ts";

/** The face without its surroundings, as a share of the region to look for landmarks in. */
const innerFace = 0.53;
/** Pixels on either side of a blurred one. */
const radius = 4;
/** Grey levels: smaller steps are rounding, which no blur takes away. */
const noise = 1.5;

/**
 * How much of the variation in a face a blur would leave, 0…1: a sharp picture loses most of its variation, one that
 * is blurred already hardly any (Crété-Roffet and others, "The Blur Effect", 2007).
 * @param side the face is looked at in so many pixels along a side; the more, the finer the detail that counts
 */
export function measureBlur(pyramid: Pyramid, landmarks: Landmarks, side: number): number {
  const region = regionOfLandmarks(landmarks);
  const inner = { ...region, size: region.size * innerFace };
  const options = { side, range: [0, 255], outside: "edge" } as const;
  const green = cropSquare(pyramid, inner, options).subarray(side * side, 2 * side * side);
  return Math.max(blurAlong(green, side, 1, side), blurAlong(green, side, side, 1));
}

/** Compares neighbours along one axis: `step` apart in memory, in lines that are `nextLine` apart. */
function blurAlong(values: Float32Array, side: number, step: number, nextLine: number): number {
  let before = 0;
  let after = 0;
  const blurred = new Float32Array(side);
  /** A line with its ends continued. */
  const line = new Float32Array(side + 2 * radius);
  for (let start = 0, left = side; left > 0; left--, start += nextLine) {
    for (let i = 0, at = start; i < side; i++, at += step) line[radius + i] = values[at];
    line.fill(line[radius], 0, radius);
    line.fill(line[radius + side - 1], radius + side);
    for (let i = 0; i < side; i++) {
      let sum = 0;
      for (let k = i; k <= i + 2 * radius; k++) sum += line[k];
      blurred[i] = sum / (2 * radius + 1);
    }
    for (let i = 1; i < side; i++) {
      const difference = Math.abs(line[radius + i] - line[radius + i - 1]);
      if (difference < noise) continue;
      before += difference;
      after += Math.max(0, difference - Math.abs(blurred[i] - blurred[i - 1]));
    }
  }
  return before === 0 ? 1 : (before - after) / before;
}
