import { centreOf, motionTo, moved, reversed, type Centres } from "./head-motion.ts";
import { LANDMARKS, type Landmarks } from "./landmarks.ts";
import { refinedPoints } from "./refined-points.ts";
import { steadied } from "./steady-head.ts";
import type { FaceTrack, TrackedFace } from "./track.ts";

/** Frames before and after that have a say, and how fast it fades with time (standard deviation, frames). */
const WINDOW = 4;
const TIME_SIGMA = 1.6;
/** Motion within the face beyond this share of its size is expression, below it is noise (standard deviation). */
const MOTION_SIGMA = 0.018;
/** The model looks closer at eyes and lips: their points tremble less, and what lids do in a wink is small. */
const EYE_SIGMA = 0.003;
const LIP_SIGMA = 0.007;
const sigmas = new Float32Array(LANDMARKS).fill(MOTION_SIGMA);
for (const point of refinedPoints.lips) sigmas[point] = LIP_SIGMA;
for (const point of [...refinedPoints.leftEye, ...refinedPoints.rightEye]) {
  sigmas[point] = EYE_SIGMA;
}

/**
 * Takes the trembling out of a track's landmarks: a bilateral filter over time, point by point (Tomasi and Manduchi,
 * "Bilateral filtering for gray and color images", 1998, along one axis). It looks both ways, so that nothing lags,
 * and leaves fast motion such as a blink alone. The motion of the head is taken out first, as it would hide the
 * trembling from the filter, and jerks of the head would be evened out; what of it is trembling is taken out by itself
 * (`steadied`). Frames of another scene have no say.
 * @returns the same track with other landmarks
 */
export function smoothTrack(track: FaceTrack): FaceTrack {
  const centres = new Map(track.faces.map(({ landmarks }) => [landmarks, centreOf(landmarks)]));
  return {
    ...track,
    faces: track.faces.map((face, index) => ({
      ...face,
      landmarks: smoothed(face, neighbours(track.faces, index), centres),
    })),
  };
}

interface Neighbour {
  readonly frame: number;
  readonly landmarks: Landmarks;
  readonly weight: number;
}

function neighbours(faces: readonly TrackedFace[], index: number): Neighbour[] {
  const { frame, scene } = faces[index];
  return faces
    .slice(Math.max(0, index - WINDOW), index + WINDOW + 1)
    .filter((face) => face.scene === scene && Math.abs(face.frame - frame) <= WINDOW)
    .map((face) => ({
      frame: face.frame,
      landmarks: face.landmarks,
      weight: Math.exp(-((face.frame - frame) ** 2) / (2 * TIME_SIGMA ** 2)),
    }));
}

function smoothed(
  { frame, landmarks }: TrackedFace,
  around: readonly Neighbour[],
  centres: Centres,
): Landmarks {
  const size = faceSize(landmarks);
  const result = new Float32Array(landmarks.length);
  const others = around
    .filter((face) => face.landmarks !== landmarks)
    .map((face) => ({ ...face, motion: motionTo(landmarks, face.landmarks, centres) }));
  const aligned = [
    { landmarks, weight: 1 },
    ...others.map(({ landmarks: other, motion, weight }) => ({
      landmarks: moved(other, reversed(motion)),
      weight,
    })),
  ];
  for (let point = 0; point < LANDMARKS; point += 1) {
    const at = point * 3;
    const twiceVariance = 2 * (sigmas[point] * size) ** 2;
    let [total, x, y, z] = [0, 0, 0, 0];
    for (const { landmarks: other, weight } of aligned) {
      const dx = other[at] - landmarks[at];
      const dy = other[at + 1] - landmarks[at + 1];
      const say = weight * Math.exp(-(dx * dx + dy * dy) / twiceVariance);
      total += say;
      x += say * other[at];
      y += say * other[at + 1];
      z += say * other[at + 2];
    }
    result[at] = x / total;
    result[at + 1] = y / total;
    result[at + 2] = z / total;
  }
  return moved(result, steadied(others, frame, size));
}

/** The mean of the face's width at the ears and its height from forehead to chin, in pixels. */
function faceSize(landmarks: Landmarks): number {
  return (distance(landmarks, 234, 454) + distance(landmarks, 10, 152)) / 2;
}

function distance(landmarks: Landmarks, a: number, b: number): number {
  return Math.hypot(
    landmarks[a * 3] - landmarks[b * 3],
    landmarks[a * 3 + 1] - landmarks[b * 3 + 1],
  );
}
