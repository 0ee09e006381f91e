import type { CanonicalMesh } from "../face/face-models.ts";
import { MESH_POINTS } from "../face/landmarks.ts";
import type { Pose } from "../face/pose.ts";
import { refinedPoints } from "../face/refined-points.ts";
import { topology } from "../face/topology.ts";
import { eyes } from "./eyes.ts";
import type { Eye } from "./eyes.ts";
import { clamp } from "./smoothstep.ts";

/**
 * How much of the photo's features comes along. Brows and nose make a person; a mouth speaks, and what its place brings
 * in likeness is hardly to be measured, though it moves the landmarks as far as the brows do.
 */
const share = { eyes: 0.77, brows: 0.98, nose: 0.98, mouth: 0.28, lips: 0.7 };
/**
 * Raised brows are expression, low ones are a person's: this share of their height comes along. Where a fringe hides them
 * is a guess of the landmark model's.
 */
const browHeight = { seen: 0.9, hidden: 0.7 };
/** Centimetres. A low brow under a high one of the target would be drawn out over the lid if it had to stay there. */
const browLimit = 0.85;
/** Ratios within which the lips' fullness is believed. */
const fullness = { thinnest: 0.6, fullest: 1.4 };
/** Gauss–Seidel sweeps: further ones move no point by a tenth of a millimetre. */
const relaxationSweeps = 250;
const mouthCorners = [61, 291];
/** Centimetres; below that a ratio means nothing. */
const thinnestLip = 0.05;
/** Lips further apart than this, in centimetres, make a photo's mouth shape an expression. */
const openMouth = 0.35;

/**
 * How the photo's features differ from the target's: the displacement of each mesh point that gives the target's head
 * the photo's eyes, brows, nose and mouth, in place and proportion but not in expression. The outline stays; everything
 * between is relaxed over the mesh (Laplace's equation). It is one displacement for a clip, so it adds no jitter.
 * @param photo 468 × (x, y, z) in centimetres with pose, place and scale taken out, y down
 * @param target the same for the clip's mean face
 * @param browsHidden the photo shows hair where its brows are
 * @returns 468 × (x, y, z) in centimetres
 */
export function transferShape(
  mesh: CanonicalMesh,
  photo: Float32Array,
  target: Float32Array,
  browsHidden = false,
): Float32Array {
  const delta = new Float32Array(MESH_POINTS * 3);
  const fixed = new Uint8Array(MESH_POINTS);
  const setBy =
    (part: number): SetPoint =>
    (point, x, y, z) => {
      delta[point * 3] = part * x;
      delta[point * 3 + 1] = part * y;
      delta[point * 3 + 2] = part * z;
      fixed[point] = 1;
    };
  for (const eye of eyes) moveEye(eye, photo, target, setBy(share.eyes));
  const setBrow = setBy(share.brows);
  const height = browsHidden ? browHeight.hidden : browHeight.seen;
  for (const point of [...topology.rightBrow, ...topology.leftBrow]) {
    const [x, y, z] = difference(photo, target, point);
    setBrow(point, x, clamp(height * y, -browLimit, browLimit), 0.5 * z);
  }
  const setNose = setBy(share.nose);
  for (const point of topology.nose) {
    const [x, y, z] = difference(photo, target, point);
    setNose(point, x, y, 0.7 * z);
  }
  moveMouth(photo, target, setBy(1));
  for (const point of topology.oval) fixed[point] = 1;
  relax(mesh, delta, fixed);
  return delta;
}

/**
 * Moves a face's points by a displacement given in the head's own axes.
 * @param landmarks at least 468 × (x, y, z) in pixels
 * @param out receives as many points as `landmarks` has
 */
export function applyShape(
  landmarks: Float32Array,
  { rotation, scale }: Pose,
  delta: Float32Array,
  out: Float32Array,
): void {
  out.set(landmarks);
  for (let i = 0; i < MESH_POINTS * 3; i += 3) {
    for (let axis = 0; axis < 3; axis++) {
      const row = axis * 3;
      out[i + axis] +=
        scale *
        (rotation[row] * delta[i] +
          rotation[row + 1] * delta[i + 1] +
          rotation[row + 2] * delta[i + 2]);
    }
  }
}

type SetPoint = (point: number, x: number, y: number, z: number) => void;

/** Place, size and slant of the eye, never its openness: that is expression. */
function moveEye(eye: Eye, photo: Float32Array, target: Float32Array, set: SetPoint): void {
  const from = axisOf(target, eye.outerCorner, eye.innerCorner);
  const to = axisOf(photo, eye.outerCorner, eye.innerCorner);
  const size = clamp(to.length / from.length, 0.8, 1.25);
  const slant = clamp(Math.asin(Math.sin(to.angle - from.angle)), -0.15, 0.15);
  const cos = Math.cos(slant) * size;
  const sin = Math.sin(slant) * size;
  for (const point of eye.ring) {
    const x = target[point * 3] - from.x;
    const y = target[point * 3 + 1] - from.y;
    set(point, to.x - from.x + x * cos - y * sin - x, to.y - from.y + x * sin + y * cos - y, 0);
  }
}

/** Place, width and fullness of the mouth. An open mouth in the photo is lower and narrower than the same mouth closed. */
function moveMouth(photo: Float32Array, target: Float32Array, set: SetPoint): void {
  const open = Math.abs(photo[14 * 3 + 1] - photo[13 * 3 + 1]) > openMouth;
  const anchors = [61, 291, 0];
  const [fromX, fromY] = meanOf(target, anchors);
  const [toX, toY] = meanOf(photo, anchors);
  const wider = axisOf(photo, 61, 291).length / axisOf(target, 61, 291).length - 1;
  const stretch = clamp(1 + wider * (open ? 0.35 : 0.8), 0.85, 1.2) - 1;
  const down = (toY - fromY) * (open ? 0.6 : 1);
  const across = (toX - fromX) * 0.7;
  const fuller = swellLips(photo, target);
  for (const point of new Set(refinedPoints.lips)) {
    const [dx, dy] = fuller.get(point) ?? [0, 0];
    const wide = across + (target[point * 3] - fromX) * stretch;
    set(point, share.mouth * wide + dx, share.mouth * down + dy, 0);
  }
}

/** The lips' outer points, moved away from the inner ones or towards them. */
function swellLips(photo: Float32Array, target: Float32Array): Map<number, [x: number, y: number]> {
  const moves = new Map<number, [x: number, y: number]>();
  const { outerLips: outer, innerLips: inner } = topology;
  outer.forEach((point, i) => {
    const from = axisOf(target, inner[i], point);
    if (mouthCorners.includes(point) || from.length < thinnestLip) return;
    const ratio = axisOf(photo, inner[i], point).length / from.length;
    const swell = share.lips * (clamp(ratio, fullness.thinnest, fullness.fullest) - 1);
    moves.set(point, [
      swell * from.length * Math.cos(from.angle),
      swell * from.length * Math.sin(from.angle),
    ]);
  });
  return moves;
}

function axisOf(shape: Float32Array, from: number, to: number) {
  const dx = shape[to * 3] - shape[from * 3];
  const dy = shape[to * 3 + 1] - shape[from * 3 + 1];
  return {
    x: (shape[to * 3] + shape[from * 3]) / 2,
    y: (shape[to * 3 + 1] + shape[from * 3 + 1]) / 2,
    length: Math.hypot(dx, dy),
    angle: Math.atan2(dy, dx),
  };
}

function meanOf(shape: Float32Array, points: readonly number[]): [number, number] {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += shape[point * 3] / points.length;
    y += shape[point * 3 + 1] / points.length;
  }
  return [x, y];
}

function difference(a: Float32Array, b: Float32Array, point: number): [number, number, number] {
  const i = point * 3;
  return [a[i] - b[i], a[i + 1] - b[i + 1], a[i + 2] - b[i + 2]];
}

/** Every free point becomes the mean of its neighbours, again and again. */
function relax(mesh: CanonicalMesh, delta: Float32Array, fixed: Uint8Array): void {
  const { first, points } = neighboursOf(mesh);
  for (let sweep = 0; sweep < relaxationSweeps; sweep++) {
    for (let point = 0; point < MESH_POINTS; point++) {
      if (fixed[point]) continue;
      let x = 0;
      let y = 0;
      let z = 0;
      for (let i = first[point]; i < first[point + 1]; i++) {
        const other = points[i] * 3;
        x += delta[other];
        y += delta[other + 1];
        z += delta[other + 2];
      }
      const count = first[point + 1] - first[point];
      delta[point * 3] = x / count;
      delta[point * 3 + 1] = y / count;
      delta[point * 3 + 2] = z / count;
    }
  }
}

/** Of each point the neighbours, from its `first` one up to the next point's. */
function neighboursOf(mesh: CanonicalMesh) {
  const sets = Array.from({ length: MESH_POINTS }, () => new Set<number>());
  for (let i = 0; i < mesh.triangles.length; i += 3) {
    const [a, b, c] = mesh.triangles.subarray(i, i + 3);
    sets[a].add(b).add(c);
    sets[b].add(a).add(c);
    sets[c].add(a).add(b);
  }
  const first = new Uint16Array(MESH_POINTS + 1);
  sets.forEach((set, point) => (first[point + 1] = first[point] + set.size));
  return { first, points: Uint16Array.from(sets.flatMap((set) => [...set])) };
}
