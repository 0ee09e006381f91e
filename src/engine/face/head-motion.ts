import { MESH_POINTS, type Landmarks } from "./landmarks.ts";

/** How a face moves in the picture plane as a whole: what lies at `from` gets to `to`, turned and scaled around it. */
export interface HeadMotion {
  readonly from: Place;
  readonly to: Place;
  /** Radians, clockwise in the picture. */
  readonly turn: number;
  /** Natural logarithm of the scale. */
  readonly growth: number;
}

/** In pixels. */
export type Place = readonly [x: number, y: number];

/** The mean place of each face's mesh. */
export type Centres = ReadonlyMap<Landmarks, Place>;

/** The motion that brings a face nearest to where another one is: least squares over the mesh. */
export function motionTo(face: Landmarks, other: Landmarks, centres: Centres): HeadMotion {
  const from = centres.get(face) ?? centreOf(face);
  const to = centres.get(other) ?? centreOf(other);
  // A turn and a scale are one complex factor: along + across · i.
  let [along, across, spread] = [0, 0, 1e-9];
  for (let at = 0; at < MESH_POINTS * 3; at += 3) {
    const [x, y] = [face[at] - from[0], face[at + 1] - from[1]];
    const [u, v] = [other[at] - to[0], other[at + 1] - to[1]];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  const scale = Math.hypot(along, across) / spread;
  return { from, to, turn: Math.atan2(across, along), growth: Math.log(Math.max(1e-9, scale)) };
}

/** The way back. */
export function reversed({ from, to, turn, growth }: HeadMotion): HeadMotion {
  return { from: to, to: from, turn: -turn, growth: -growth };
}

/** A copy of a face, moved; depth is scaled along. */
export function moved(face: Landmarks, { from, to, turn, growth }: HeadMotion): Landmarks {
  const scale = Math.exp(growth);
  const along = scale * Math.cos(turn);
  const across = scale * Math.sin(turn);
  const result = new Float32Array(face.length);
  for (let at = 0; at < face.length; at += 3) {
    const x = face[at] - from[0];
    const y = face[at + 1] - from[1];
    result[at] = to[0] + along * x - across * y;
    result[at + 1] = to[1] + across * x + along * y;
    result[at + 2] = face[at + 2] * scale;
  }
  return result;
}

/** The mean of the mesh's points; irises move by themselves. */
export function centreOf(face: Landmarks): Place {
  let [x, y] = [0, 0];
  for (let at = 0; at < MESH_POINTS * 3; at += 3) {
    x += face[at] / MESH_POINTS;
    y += face[at + 1] / MESH_POINTS;
  }
  return [x, y];
}
