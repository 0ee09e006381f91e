import { topology } from "../../../src/engine/face/topology.ts";
import type { FacePoints } from "./face-shape.ts";
import { mix, smoothstep } from "./noise.ts";
import type { Point3 } from "./surface.ts";

/** The middle of the head and the half axes of what lies behind the face, in centimetres. */
const centre: Point3 = [0, -1.6, 4.2];
const radii: Point3 = [7.75, 10.1, 8.9];
/** Where all the rings end: the back of the head. */
const back: Point3 = [0, -0.12, 1];

/** The face's border from the middle of the forehead, with `fineness` points to each of the mesh's (Catmull–Rom). */
export function faceBorder(face: FacePoints, fineness: number): Point3[] {
  const points = topology.oval.map((point) => face.subarray(point * 3, point * 3 + 3));
  const count = points.length;
  return points.flatMap((point, index) => {
    const before = points[(index + count - 1) % count];
    const after = points[(index + 1) % count];
    const beyond = points[(index + 2) % count];
    return Array.from({ length: fineness }, (_, step): Point3 => {
      const t = step / fineness;
      const [x, y, z] = [0, 1, 2].map(
        (axis) =>
          point[axis] +
          0.5 *
            t *
            (after[axis] -
              before[axis] +
              t *
                (2 * before[axis] -
                  5 * point[axis] +
                  4 * after[axis] -
                  beyond[axis] +
                  t * (3 * (point[axis] - after[axis]) + beyond[axis] - before[axis]))),
      );
      return [x, y, z];
    });
  });
}

/**
 * The rest of the head: rings that begin at the face's border and close at the back. Ring 0 is the border; every point
 * keeps its place in the ring.
 */
export function skullRings(face: FacePoints, count: number): Point3[][] {
  const border = faceBorder(face, 1);
  return Array.from({ length: count + 1 }, (_, row) =>
    border.map((start) => (row === 0 ? start : onSkull(start, row / count))),
  );
}

/** The point that lies a share of the way round from a border point to the back of the head. */
export function onSkull(start: Point3, share: number): Point3 {
  const away = [0, 1, 2].map((axis) => start[axis] - centre[axis]);
  const length = Math.hypot(...away);
  const direction = slerp(
    away.map((value) => value / length),
    back,
    Math.min(share, 0.999),
  );
  const ellipsoidRadius = 1 / Math.hypot(...direction.map((value, axis) => value / radii[axis]));
  const radius = mix(length, ellipsoidRadius, smoothstep(0, 0.42, share));
  return [
    centre[0] + direction[0] * radius,
    centre[1] + direction[1] * radius,
    centre[2] + direction[2] * radius,
  ];
}

/** Moves a point away from the middle of the head. */
export function outward(point: Point3, distance: number): Point3 {
  const away = [0, 1, 2].map((axis) => point[axis] - centre[axis]);
  const factor = 1 + distance / Math.hypot(...away);
  return [centre[0] + away[0] * factor, centre[1] + away[1] * factor, centre[2] + away[2] * factor];
}

function slerp(from: readonly number[], to: readonly number[], share: number): number[] {
  const length = Math.hypot(...to);
  const unit = to.map((value) => value / length);
  const angle = Math.acos(from.reduce((sum, value, axis) => sum + value * unit[axis], 0));
  const [a, b] = [Math.sin((1 - share) * angle), Math.sin(share * angle)].map(
    (value) => value / Math.sin(angle),
  );
  return from.map((value, axis) => value * a + unit[axis] * b);
}
