import type { CanonicalMesh } from "../../../src/engine/face/face-models.ts";
import { refinedPoints } from "../../../src/engine/face/refined-points.ts";
import { topology } from "../../../src/engine/face/topology.ts";
import type { FaceShape } from "./identity.ts";
import { smoothstep } from "./noise.ts";

export interface Expression {
  /** 0 closed … 1 wide open. */
  readonly mouth: number;
  /** 0 open … 1 closed; one number for both eyes. */
  readonly blink: number;
  /** 0…1. */
  readonly smile: number;
  /** -1…1. */
  readonly browRaise: number;
}

/** 468 × 3 in centimetres and picture axes: x right, y down, z away from the camera. */
export type FacePoints = Float32Array;

/** Upper lid, the lower lid's point under each, and the ring of points above the lid; right eye. */
const upperLid = [246, 161, 160, 159, 158, 157, 173];
const lowerLid = [7, 163, 144, 145, 153, 154, 155];
const lidRing = [247, 30, 29, 27, 28, 56, 190];
/** The same of the left eye. */
const upperLidLeft = [466, 388, 387, 386, 385, 384, 398];
const lowerLidLeft = [249, 390, 373, 374, 380, 381, 382];
const lidRingLeft = [467, 260, 259, 257, 258, 286, 414];

const HINGE_Y = 0.2;
const HINGE_Z = 2;
const JAW_ANGLE = 0.27;
const MOUTH_LINE = 4.2;

/** The canonical face with somebody's proportions, at rest. */
export function shapeFace(mesh: CanonicalMesh, shape: FaceShape): FacePoints {
  const points = mesh.positions.map((value, index) => (index % 3 === 0 ? value : -value));
  closeLips(points);
  moveBetween(points, (x, y, _z, near) => {
    const jaw = smoothstep(1.5, 6.5, y);
    const side = Math.sign(x);
    const eye = near(3.15, -2.6, -3.6, 1.6);
    const nose = near(0, 1.2, -6.4, 2.6) * smoothstep(3.4, 2.6, y);
    const lips = near(0, 4.35, -5.4, 2.5);
    const brow = near(3.6, -4.9, -4.4, 2.2);
    const chin = smoothstep(5.2, 8.6, y);
    const cheek = near(5.6, 0.2, -2.5, 2.6);
    return [
      x * (shape.jawWidth - 1) * jaw +
        x * (shape.cheekWidth - 1) * cheek +
        side * shape.eyeDistance * eye +
        (x - side * 3.15) * (shape.eyeSize - 1) * eye +
        x * (shape.noseWidth - 1) * nose +
        x * (shape.mouthWidth - 1) * lips,
      shape.chinLength * chin +
        (y + 2.6) * (shape.eyeSize - 1) * 1.3 * eye -
        (Math.abs(x) - 3.15) * shape.eyeSlant * eye +
        shape.noseLength * nose +
        (y - 4.35) * (shape.lipFullness - 1) * lips -
        shape.browHeight * brow,
      -shape.noseHeight * nose * smoothstep(2.2, 0.4, Math.abs(x)) -
        (shape.lipFullness - 1) * 0.5 * lips * smoothstep(2.6, 0.6, Math.abs(x)),
    ];
  });
  return points;
}

/** A shaped face with an expression on it. */
export function expressFace(rest: FacePoints, expression: Expression): FacePoints {
  const points = Float32Array.from(rest);
  smile(points, expression.smile);
  raiseBrows(points, expression.browRaise);
  openJaw(points, rest, expression.mouth);
  closeEye(points, expression.blink, upperLid, lowerLid, lidRing);
  closeEye(points, expression.blink, upperLidLeft, lowerLidLeft, lidRingLeft);
  return points;
}

/** The canonical mouth stands a little open. The inner rings of the lips meet, the outer one stays. */
function closeLips(points: FacePoints): void {
  const shares = [0.05, 0.98, 0.4, 0.75];
  const before = Float32Array.from(points);
  refinedPoints.lips.forEach((point, index) => {
    const place = index % 20;
    const ring = Math.floor(index / 20);
    if (place === 0 || place === 10) return;
    // Lower points run from corner to corner as 1…9, upper ones as 11…19, the same way.
    const inner = refinedPoints.lips.slice(20, 40);
    const [lower, upper] =
      place < 10 ? [inner[place], inner[place + 10]] : [inner[place - 10], inner[place]];
    const gap = before[lower * 3 + 1] - before[upper * 3 + 1];
    points[point * 3 + 1] += (place < 10 ? -0.62 : 0.38) * gap * shares[ring];
  });
}

/** Moves every point by what `move` gives for it; `near` is 1 at a place (or its mirror image) and fades to 0. */
function moveBetween(
  points: FacePoints,
  move: (
    x: number,
    y: number,
    z: number,
    near: (x: number, y: number, z: number, radius: number) => number,
  ) => readonly [number, number, number],
): void {
  for (let at = 0; at < points.length; at += 3) {
    const [x, y, z] = points.subarray(at, at + 3);
    const near = (cx: number, cy: number, cz: number, radius: number): number =>
      Math.exp(
        -((Math.abs(x) - cx) ** 2 + (y - cy) ** 2 + ((z - cz) * 0.6) ** 2) / (radius * radius),
      );
    const [dx, dy, dz] = move(x, y, z, near);
    points[at] += dx;
    points[at + 1] += dy;
    points[at + 2] += dz;
  }
}

function smile(points: FacePoints, amount: number): void {
  moveBetween(points, (x, _y, _z, near) => {
    const corner = near(2.4, 4.3, -4.4, 1.5) * amount;
    const cheek = near(4.2, 1.6, -3.8, 1.9) * amount;
    const middle = near(0, 4.3, -5.4, 1.1) * amount;
    const lowerLids = near(3.2, -2.1, -3.8, 0.7) * amount;
    return [
      Math.sign(x) * 0.55 * corner,
      -0.85 * corner - 0.3 * cheek + 0.12 * middle - 0.1 * lowerLids,
      0.35 * corner - 0.3 * cheek + 0.1 * middle,
    ];
  });
}

function raiseBrows(points: FacePoints, amount: number): void {
  moveBetween(points, (_x, _y, _z, near) => [0, -0.55 * amount * near(3.4, -4.9, -4.4, 1.7), 0]);
}

/** Turns the lower face about an axis through the jaw's hinges. */
function openJaw(points: FacePoints, rest: FacePoints, amount: number): void {
  const share = lipShares();
  for (let point = 0; point * 3 < points.length; point += 1) {
    const at = point * 3;
    const below = smoothstep(MOUTH_LINE - 0.5, MOUTH_LINE + 1.6, rest[at + 1]);
    const angle = (share.get(point) ?? below) * amount * JAW_ANGLE;
    const y = points[at + 1] - HINGE_Y;
    const z = points[at + 2] - HINGE_Z;
    points[at + 1] = HINGE_Y + y * Math.cos(angle) - z * Math.sin(angle);
    points[at + 2] = HINGE_Z + y * Math.sin(angle) + z * Math.cos(angle);
    // An open mouth is narrower.
    if (share.has(point)) points[at] *= 1 - 0.1 * amount;
  }
}

/** How much of the jaw's motion each lip point makes: the lips are four rings, lower half first, corners at its ends. */
function lipShares(): Map<number, number> {
  const shares = new Map<number, number>();
  refinedPoints.lips.forEach((point, index) => {
    const place = index % 20;
    const across = Math.sin((Math.min(place, 10) / 10) * Math.PI);
    shares.set(point, place > 10 ? 0 : 0.38 + 0.62 * across ** 0.6);
  });
  // The upper half turns a little near the corners, so that the lips stay round.
  for (const [index, point] of refinedPoints.lips.entries()) {
    const place = index % 20;
    if (place > 10) shares.set(point, 0.38 * Math.abs((place - 15) / 5) ** 3);
  }
  return shares;
}

function closeEye(
  points: FacePoints,
  amount: number,
  upper: readonly number[],
  lower: readonly number[],
  above: readonly number[],
): void {
  upper.forEach((lid, index) => {
    for (let axis = 0; axis < 3; axis += 1) {
      const way = (points[lower[index] * 3 + axis] - points[lid * 3 + axis]) * amount;
      points[lid * 3 + axis] += way * 0.94;
      points[above[index] * 3 + axis] += way * 0.3;
    }
    // A lid that covers the eye bulges over it.
    points[lid * 3 + 2] -= 0.12 * amount * Math.sin(((index + 1) / 8) * Math.PI);
  });
}

/** Where each triangle of the mesh belongs. */
export function triangleKinds(mesh: CanonicalMesh): ("skin" | "eye" | "mouth")[] {
  const mouth = new Set<number>(topology.innerLips);
  const eyes = [new Set<number>(topology.rightEye), new Set<number>(topology.leftEye)];
  return Array.from({ length: mesh.triangles.length / 3 }, (_, index) => {
    const corners = mesh.triangles.subarray(index * 3, index * 3 + 3);
    if (corners.every((point) => mouth.has(point))) return "mouth";
    return eyes.some((eye) => corners.every((point) => eye.has(point))) ? "eye" : "skin";
  });
}
