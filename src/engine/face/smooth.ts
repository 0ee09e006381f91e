import { LANDMARKS, MESH_POINTS, type Landmarks } from "./landmarks.ts";
import { refinedPoints } from "./refined-points.ts";
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
 * trembling from the filter, and jerks of the head would be evened out. Frames of another scene have no say.
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

/** The mean place of each face's mesh. */
type Centres = ReadonlyMap<Landmarks, readonly [x: number, y: number]>;

interface Neighbour {
  readonly landmarks: Landmarks;
  readonly weight: number;
}

function neighbours(faces: readonly TrackedFace[], index: number): Neighbour[] {
  const { frame, scene } = faces[index];
  return faces
    .slice(Math.max(0, index - WINDOW), index + WINDOW + 1)
    .filter((face) => face.scene === scene && Math.abs(face.frame - frame) <= WINDOW)
    .map((face) => ({
      landmarks: face.landmarks,
      weight: Math.exp(-((face.frame - frame) ** 2) / (2 * TIME_SIGMA ** 2)),
    }));
}

function smoothed(
  { landmarks }: TrackedFace,
  around: readonly Neighbour[],
  centres: Centres,
): Landmarks {
  const size = faceSize(landmarks);
  const result = new Float32Array(landmarks.length);
  const aligned = around.map(({ landmarks: other, weight }) => ({
    landmarks: other === landmarks ? other : alignTo(other, landmarks, centres),
    weight,
  }));
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
  return result;
}

/** Moves, turns and scales a face in the picture plane so that it lies over another one: least squares over the mesh. */
function alignTo(face: Landmarks, other: Landmarks, centres: Centres): Landmarks {
  const [fromX, fromY] = centres.get(face) ?? centreOf(face);
  const [toX, toY] = centres.get(other) ?? centreOf(other);
  // A turn and a scale are one complex factor: along + across · i.
  let [along, across, spread] = [0, 0, 1e-9];
  for (let at = 0; at < MESH_POINTS * 3; at += 3) {
    const [x, y] = [face[at] - fromX, face[at + 1] - fromY];
    const [u, v] = [other[at] - toX, other[at + 1] - toY];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  along /= spread;
  across /= spread;
  const scale = Math.hypot(along, across);
  const moved = new Float32Array(face.length);
  for (let at = 0; at < face.length; at += 3) {
    const x = face[at] - fromX;
    const y = face[at + 1] - fromY;
    moved[at] = toX + along * x - across * y;
    moved[at + 1] = toY + across * x + along * y;
    moved[at + 2] = face[at + 2] * scale;
  }
  return moved;
}

/** The mean of the mesh's points; irises move by themselves. */
function centreOf(face: Landmarks): [x: number, y: number] {
  let [x, y] = [0, 0];
  for (let at = 0; at < MESH_POINTS * 3; at += 3) {
    x += face[at] / MESH_POINTS;
    y += face[at + 1] / MESH_POINTS;
  }
  return [x, y];
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
