import type { CanonicalMesh } from "./face-models.ts";
import { MESH_POINTS, type Landmarks } from "./landmarks.ts";
import { largestEigenvector } from "./largest-eigenvector.ts";

/**
 * How a head is held: landmark = scale × rotation × canonical point + translation, where the canonical mesh's y and z
 * are negated, so that both sides have x to the right of the picture, y down and z away from the camera.
 */
export interface Pose {
  /** Picture pixels to the centimetre. */
  readonly scale: number;
  /** 3 × 3, row by row. */
  readonly rotation: Float64Array;
  readonly translation: Float64Array;
  /** Radians, for rotation = Ry(yaw) · Rx(pitch) · Rz(roll). Positive: to the left of the picture, down, and clockwise. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/**
 * The similarity that fits the canonical mesh best to a face, by the mesh's pose weights (points that expressions do
 * not move). Horn, "Closed-form solution of absolute orientation using unit quaternions", 1987.
 */
export function fitPose(landmarks: Landmarks, mesh: CanonicalMesh): Pose {
  const { points, weights, canonical, centre: from } = anchorsOf(mesh);
  const to = weightedCentre(points, weights, (point, axis) => landmarks[point * 3 + axis]);

  const products = new Float64Array(9);
  let spread = 0;
  for (let i = 0; i < points.length; i += 1) {
    for (let row = 0; row < 3; row += 1) {
      const a = canonical[i * 3 + row] - from[row];
      spread += weights[i] * a * a;
      for (let column = 0; column < 3; column += 1) {
        const b = landmarks[points[i] * 3 + column] - to[column];
        products[row * 3 + column] += weights[i] * a * b;
      }
    }
  }
  const rotation = rotationOf(largestEigenvector(quaternionMatrix(products)));

  let along = 0;
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      along += rotation[row * 3 + column] * products[column * 3 + row];
    }
  }
  const scale = along / spread;
  const turned = rotate(rotation, from);
  const translation = to.map((value, axis) => value - scale * turned[axis]);
  return {
    scale,
    rotation,
    translation,
    yaw: Math.atan2(rotation[2], rotation[8]),
    pitch: Math.asin(Math.min(1, Math.max(-1, -rotation[5]))),
    roll: Math.atan2(rotation[3], rotation[4]),
  };
}

/**
 * The face's own shape, its pose taken out: all points in centimetres, in the picture's axes, seen from the front.
 * @returns as many points as were given
 */
export function normaliseShape(landmarks: Landmarks, pose: Pose): Float32Array {
  const { rotation: r, translation, scale } = pose;
  const shape = new Float32Array(landmarks.length);
  for (let at = 0; at < landmarks.length; at += 3) {
    const x = (landmarks[at] - translation[0]) / scale;
    const y = (landmarks[at + 1] - translation[1]) / scale;
    const z = (landmarks[at + 2] - translation[2]) / scale;
    shape[at] = r[0] * x + r[3] * y + r[6] * z;
    shape[at + 1] = r[1] * x + r[4] * y + r[7] * z;
    shape[at + 2] = r[2] * x + r[5] * y + r[8] * z;
  }
  return shape;
}

/** What a pose is fitted to: the points that have a weight, one after the other, and their weighted centre. */
interface Anchors {
  readonly points: Uint16Array;
  readonly weights: Float32Array;
  /** In the picture's axes: y down, z away from the camera. */
  readonly canonical: Float32Array;
  readonly centre: Float64Array;
}

const anchorsByMesh = new WeakMap<CanonicalMesh, Anchors>();

function anchorsOf(mesh: CanonicalMesh): Anchors {
  const known = anchorsByMesh.get(mesh);
  if (known !== undefined) return known;
  const points = Uint16Array.from({ length: MESH_POINTS }, (_, point) => point).filter(
    (point) => mesh.poseWeights[point] !== 0,
  );
  const weights = Float32Array.from(points, (point) => mesh.poseWeights[point]);
  const inPicture = (point: number, axis: number) =>
    axis === 0 ? mesh.positions[point * 3] : -mesh.positions[point * 3 + axis];
  const canonical = Float32Array.from({ length: points.length * 3 }, (_, at) =>
    inPicture(points[Math.floor(at / 3)], at % 3),
  );
  const anchors = {
    points,
    weights,
    canonical,
    centre: weightedCentre(points, weights, inPicture),
  };
  anchorsByMesh.set(mesh, anchors);
  return anchors;
}

function weightedCentre(
  points: Uint16Array,
  weights: Float32Array,
  place: (point: number, axis: number) => number,
): Float64Array {
  const centre = new Float64Array(3);
  let total = 0;
  for (let i = 0; i < points.length; i += 1) {
    total += weights[i];
    for (let axis = 0; axis < 3; axis += 1) centre[axis] += weights[i] * place(points[i], axis);
  }
  return centre.map((sum) => sum / total);
}

/** Horn's symmetric 4 × 4 matrix, whose largest eigenvector is the rotation's quaternion; `s` is Σ w·a·bᵀ. */
function quaternionMatrix(s: Float64Array): Float64Array {
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = s;
  // oxfmt-ignore
  return Float64Array.of(
    xx + yy + zz, yz - zy, zx - xz, xy - yx,
    yz - zy, xx - yy - zz, xy + yx, zx + xz,
    zx - xz, xy + yx, yy - xx - zz, yz + zy,
    xy - yx, zx + xz, yz + zy, zz - xx - yy,
  );
}

/** The 3 × 3 matrix of a unit quaternion (w, x, y, z). */
function rotationOf([w, x, y, z]: Float64Array): Float64Array {
  // oxfmt-ignore
  return Float64Array.of(
    1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
    2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
    2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
  );
}

function rotate(r: Float64Array, [x, y, z]: Float64Array): Float64Array {
  return Float64Array.of(
    r[0] * x + r[1] * y + r[2] * z,
    r[3] * x + r[4] * y + r[5] * z,
    r[6] * x + r[7] * y + r[8] * z,
  );
}
