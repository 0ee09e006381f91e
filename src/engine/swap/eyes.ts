import type { Landmarks } from "../face/landmarks.ts";
import { measureOpenness } from "../face/openness.ts";
import { topology } from "../face/topology.ts";
import { clamp, smoothstep } from "./smoothstep.ts";

export interface Eye {
  readonly ring: readonly number[];
  readonly outerCorner: number;
  readonly innerCorner: number;
  /** The iris's centre. */
  readonly iris: number;
}

/** The subject's right eye, on the left of the picture. */
export const rightEye: Eye = {
  ring: topology.rightEye,
  outerCorner: 33,
  innerCorner: 133,
  iris: topology.rightIris[0],
};

export const leftEye: Eye = {
  ring: topology.leftEye,
  outerCorner: 263,
  innerCorner: 362,
  iris: topology.leftIris[0],
};

export const eyes = [rightEye, leftEye];

/** Where the iris stands between the corners: −½ at the outer, ½ at the inner one. */
export function irisPlace({ outerCorner, innerCorner, iris }: Eye, points: Landmarks): number {
  const [a, b, i] = [outerCorner * 3, innerCorner * 3, iris * 3];
  const ex = points[b] - points[a];
  const ey = points[b + 1] - points[a + 1];
  const dx = points[i] - (points[a] + points[b]) / 2;
  const dy = points[i + 1] - (points[a + 1] + points[b + 1]) / 2;
  return (dx * ex + dy * ey) / (ex * ex + ey * ey);
}

/** How open a person's eyes usually are: the ratio of `measureOpenness`, one for each eye. */
export interface UsualOpenness {
  readonly rightEye: number;
  readonly leftEye: number;
}

/** The 80th percentile over a clip, within what eyes can be: wide-eyed moments and long blinks do not move it. */
export function usualOpenness(clip: readonly Landmarks[]): UsualOpenness {
  const measured = clip.map(measureOpenness);
  return {
    rightEye: percentile80(measured.map(({ rightEye: openness }) => openness)),
    leftEye: percentile80(measured.map(({ leftEye: openness }) => openness)),
  };
}

function percentile80(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return clamp(sorted[Math.floor((sorted.length - 1) * 0.8)], 0.16, 0.34);
}

/** How closed an eye is, 0…1, where 1 begins before the lids meet: a photo's open eye squeezed into a slit is a dark socket. */
export function closedness(openness: number, usual: number): number {
  return smoothstep(0.62, 0.28, openness / usual);
}
