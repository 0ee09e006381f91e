import { centred, motionTo, moved, reversed, type CentredFace } from "./head-motion.ts";
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
  const faces = track.faces.map((face) => ({ ...face, mesh: centred(face.landmarks) }));
  return {
    ...track,
    faces: track.faces.map((face, index) => ({
      ...face,
      landmarks: smoothed(faces[index], neighbours(faces, index)),
    })),
  };
}

/** A face of the track, its mesh ready to be compared with others. */
type Comparable = Pick<TrackedFace, "frame" | "scene" | "landmarks"> & {
  readonly mesh: CentredFace;
};

type Neighbour = Comparable & { readonly weight: number };

/** The faces near in time, without the one itself. */
function neighbours(faces: readonly Comparable[], index: number): Neighbour[] {
  const { frame, scene } = faces[index];
  return faces
    .slice(Math.max(0, index - WINDOW), index + WINDOW + 1)
    .filter((face) => face !== faces[index] && face.scene === scene)
    .filter((face) => Math.abs(face.frame - frame) <= WINDOW)
    .map((face) => ({
      ...face,
      weight: Math.exp(-((face.frame - frame) ** 2) / (2 * TIME_SIGMA ** 2)),
    }));
}

function smoothed({ frame, landmarks, mesh }: Comparable, around: readonly Neighbour[]): Landmarks {
  const size = faceSize(landmarks);
  const others = around.map((face) => ({ ...face, motion: motionTo(mesh, face.mesh) }));
  /** Sums of x, y and z, each place as often as it has a say; the face itself once. */
  const sums = Float64Array.from(landmarks);
  const says = new Float64Array(LANDMARKS).fill(1);
  const other = new Float32Array(landmarks.length);
  for (const { landmarks: there, motion, weight } of others) {
    moved(there, reversed(motion), other);
    for (let point = 0, at = 0; point < LANDMARKS; point += 1, at += 3) {
      const dx = other[at] - landmarks[at];
      const dy = other[at + 1] - landmarks[at + 1];
      const sigma = sigmas[point] * size;
      const say = weight * Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
      says[point] += say;
      sums[at] += say * other[at];
      sums[at + 1] += say * other[at + 1];
      sums[at + 2] += say * other[at + 2];
    }
  }
  const result = new Float32Array(landmarks.length);
  for (let point = 0, at = 0; point < LANDMARKS; point += 1, at += 3) {
    result[at] = sums[at] / says[point];
    result[at + 1] = sums[at + 1] / says[point];
    result[at + 2] = sums[at + 2] / says[point];
  }
  return moved(result, steadied(others, frame, size), result);
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
