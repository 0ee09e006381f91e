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
type Place = readonly [x: number, y: number];

/** A face's mesh around its own middle. */
export interface CentredFace {
  /** The mean place of the mesh's points; irises move by themselves. */
  readonly centre: Place;
  /** (x, y) of each point of the mesh, from there. */
  readonly around: Float64Array;
}

export function centred(face: Landmarks): CentredFace {
  let x = 0;
  let y = 0;
  for (let at = 0; at < MESH_POINTS * 3; at += 3) {
    x += face[at] / MESH_POINTS;
    y += face[at + 1] / MESH_POINTS;
  }
  const around = new Float64Array(MESH_POINTS * 2);
  for (let at = 0, from = 0; at < around.length; at += 2, from += 3) {
    around[at] = face[from] - x;
    around[at + 1] = face[from + 1] - y;
  }
  return { centre: [x, y], around };
}

/** The motion that brings a face nearest to where another one is: least squares over the mesh. */
export function motionTo(face: CentredFace, other: CentredFace): HeadMotion {
  const [a, b] = [face.around, other.around];
  // A turn and a scale are one complex factor: along + across · i.
  let along = 0;
  let across = 0;
  let spread = 1e-9;
  for (let at = 0; at < MESH_POINTS * 2; at += 2) {
    const x = a[at];
    const y = a[at + 1];
    const u = b[at];
    const v = b[at + 1];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  const scale = Math.hypot(along, across) / spread;
  return {
    from: face.centre,
    to: other.centre,
    turn: Math.atan2(across, along),
    growth: Math.log(Math.max(1e-9, scale)),
  };
}

/** The way back. */
export function reversed({ from, to, turn, growth }: HeadMotion): HeadMotion {
  return { from: to, to: from, turn: -turn, growth: -growth };
}

/**
 * A face, moved; depth is scaled along.
 * @param out where to write it; left out, it is made
 */
export function moved(
  face: Landmarks,
  { from, to, turn, growth }: HeadMotion,
  out: Landmarks = new Float32Array(face.length),
): Landmarks {
  const scale = Math.exp(growth);
  const along = scale * Math.cos(turn);
  const across = scale * Math.sin(turn);
  const [fromX, fromY] = from;
  const [toX, toY] = to;
  for (let at = 0; at < face.length; at += 3) {
    const x = face[at] - fromX;
    const y = face[at + 1] - fromY;
    out[at] = toX + along * x - across * y;
    out[at + 1] = toY + across * x + along * y;
    out[at + 2] = face[at + 2] * scale;
  }
  return out;
}
