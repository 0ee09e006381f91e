import type { Detection } from "./detect.ts";

/** Boxes that overlap more than this show the same face. */
const SAME_FACE_OVERLAP = 0.3;

/**
 * Weighted non-maximum suppression: all boxes on one face become their mean, weighted by score; the best score stays.
 * The mean is far steadier from frame to frame than the best box alone (Bazarevsky et al., "BlazeFace", 2019, §4.2).
 * @returns the best first
 */
export function mergeDetections(detections: readonly Detection[]): Detection[] {
  const merged: Detection[] = [];
  let rest = detections.toSorted((a, b) => b.score - a.score);
  while (rest.length > 0) {
    const [best] = rest;
    merged.push(weightedMean(rest.filter((other) => overlap(best, other) > SAME_FACE_OVERLAP)));
    rest = rest.filter((other) => overlap(best, other) <= SAME_FACE_OVERLAP);
  }
  return merged;
}

/** @param group not empty, best first */
function weightedMean(group: readonly Detection[]): Detection {
  const weight = group.reduce((sum, face) => sum + face.score, 0);
  const mean = (value: (face: Detection) => number): number =>
    group.reduce((sum, face) => sum + value(face) * face.score, 0) / weight;
  return {
    score: group[0].score,
    centreX: mean((face) => face.centreX),
    centreY: mean((face) => face.centreY),
    width: mean((face) => face.width),
    height: mean((face) => face.height),
    rightEyeX: mean((face) => face.rightEyeX),
    rightEyeY: mean((face) => face.rightEyeY),
    leftEyeX: mean((face) => face.leftEyeX),
    leftEyeY: mean((face) => face.leftEyeY),
  };
}

/** Intersection over union, 0…1; 1 for a box and itself, however small. */
function overlap(a: Detection, b: Detection): number {
  if (a === b) return 1;
  const shared =
    sharedLength(a.centreX, a.width, b.centreX, b.width) *
    sharedLength(a.centreY, a.height, b.centreY, b.height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}

function sharedLength(centreA: number, lengthA: number, centreB: number, lengthB: number): number {
  const end = Math.min(centreA + lengthA / 2, centreB + lengthB / 2);
  const start = Math.max(centreA - lengthA / 2, centreB - lengthB / 2);
  return Math.max(0, end - start);
}
