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
const rightEye: Eye = {
  ring: topology.rightEye,
  outerCorner: 33,
  innerCorner: 133,
  iris: topology.rightIris[0],
};

const leftEye: Eye = {
  ring: topology.leftEye,
  outerCorner: 263,
  innerCorner: 362,
  iris: topology.leftIris[0],
};

export const eyes = [rightEye, leftEye];

/** How much larger the photo's iris is than the target's, each against its own eye: what a face is known by. */
export function irisSize(eye: Eye, photo: Float32Array, target: Float32Array): number {
  return clamp(irisShare(eye, photo) / irisShare(eye, target), 0.85, 1.2);
}

/** An iris's width as a share of its eye's. */
function irisShare({ outerCorner, innerCorner, iris }: Eye, shape: Float32Array): number {
  return distance(shape, iris + 1, iris + 3) / distance(shape, outerCorner, innerCorner);
}

function distance(shape: Float32Array, a: number, b: number): number {
  return Math.hypot(
    shape[a * 3] - shape[b * 3],
    shape[a * 3 + 1] - shape[b * 3 + 1],
    shape[a * 3 + 2] - shape[b * 3 + 2],
  );
}

/** How open a person's eyes are over a clip: ratios of `measureOpenness`. */
export interface UsualOpenness {
  readonly rightEye: number;
  readonly leftEye: number;
}

/** The 80th percentile over a clip, within what eyes can be: wide-eyed moments and long blinks do not move it. */
export function usualOpenness(clip: readonly Landmarks[]): UsualOpenness {
  const { rightEye: right, leftEye: left } = percentile(clip, 0.8);
  return { rightEye: clamp(right, 0.16, 0.34), leftEye: clamp(left, 0.16, 0.34) };
}

/** The median over a clip: eyes at rest, as far as they ever are. */
export function medianOpenness(clip: readonly Landmarks[]): UsualOpenness {
  const { rightEye: right, leftEye: left } = percentile(clip, 0.5);
  return { rightEye: Math.max(0.05, right), leftEye: Math.max(0.05, left) };
}

function percentile(clip: readonly Landmarks[], share: number): UsualOpenness {
  const measured = clip.map(measureOpenness);
  const at = (values: readonly number[]) =>
    values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
  return {
    rightEye: at(measured.map(({ rightEye: openness }) => openness)),
    leftEye: at(measured.map(({ leftEye: openness }) => openness)),
  };
}

/**
 * How closed an eye is, 0…1, where 1 begins long before the lids meet: a photo's open eye squeezed into a slit is a
 * dark socket, and how far lids are down is read from their folds and lashes more than from the slit.
 */
export function closedness(openness: number, usual: number): number {
  return smoothstep(0.9, 0.5, openness / usual);
}
