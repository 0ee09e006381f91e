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
  const canonical = toPictureAxes(mesh.positions);
  const weights = mesh.poseWeights;
  const from = weightedCentre(canonical, weights);
  const to = weightedCentre(landmarks, weights);

  const products = new Float64Array(9);
  let spread = 0;
  for (let point = 0; point < MESH_POINTS; point += 1) {
    if (weights[point] === 0) continue;
    for (let row = 0; row < 3; row += 1) {
      const a = canonical[point * 3 + row] - from[row];
      spread += weights[point] * a * a;
      for (let column = 0; column < 3; column += 1) {
        const b = landmarks[point * 3 + column] - to[column];
        products[row * 3 + column] += weights[point] * a * b;
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

/** The canonical mesh's axes turned to the picture's: y down, z away from the camera. */
function toPictureAxes(positions: Float32Array): Float32Array {
  return positions.map((value, index) => (index % 3 === 0 ? value : -value));
}

function weightedCentre(points: Float32Array, weights: Float32Array): Float64Array {
  const centre = new Float64Array(3);
  let total = 0;
  for (let point = 0; point < MESH_POINTS; point += 1) {
    total += weights[point];
    for (let axis = 0; axis < 3; axis += 1)
      centre[axis] += weights[point] * points[point * 3 + axis];
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
