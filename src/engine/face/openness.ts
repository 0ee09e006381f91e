import type { Landmarks } from "./landmarks.ts";

/** How far eyes and mouth are open, as opening to width: an open eye is about 0.3, a closed one under 0.1. */
export interface Openness {
  /** The subject's right eye, on the left of the picture. */
  readonly rightEye: number;
  readonly leftEye: number;
  /** 0 for closed lips, about 0.5 for a wide "ah". */
  readonly mouth: number;
}

/** Two corners and the middle of the upper and the lower edge. */
interface Opening {
  readonly corners: readonly [number, number];
  readonly upper: number;
  readonly lower: number;
}

const rightEye: Opening = { corners: [33, 133], upper: 159, lower: 145 };
const leftEye: Opening = { corners: [263, 362], upper: 386, lower: 374 };
const mouth: Opening = { corners: [78, 308], upper: 13, lower: 14 };

export function measureOpenness(landmarks: Landmarks): Openness {
  return {
    rightEye: ratio(landmarks, rightEye),
    leftEye: ratio(landmarks, leftEye),
    mouth: ratio(landmarks, mouth),
  };
}

/** The width is taken with depth, so that a turned head does not seem to open its eyes. */
function ratio(landmarks: Landmarks, { corners: [a, b], upper, lower }: Opening): number {
  const width = Math.hypot(
    landmarks[a * 3] - landmarks[b * 3],
    landmarks[a * 3 + 1] - landmarks[b * 3 + 1],
    landmarks[a * 3 + 2] - landmarks[b * 3 + 2],
  );
  const opening = Math.hypot(
    landmarks[upper * 3] - landmarks[lower * 3],
    landmarks[upper * 3 + 1] - landmarks[lower * 3 + 1],
  );
  return opening / Math.max(width, Number.EPSILON);
}
