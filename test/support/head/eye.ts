import type { topology } from "../../../src/engine/face/topology.ts";
import { linear, setColour, tint } from "./colour.ts";
import type { FacePoints } from "./face-shape.ts";
import type { Identity } from "./identity.ts";
import { smoothstep, valueNoise } from "./noise.ts";
import type { Material } from "./renderer.ts";

/** Radii in centimetres; the eyeball is a little larger than life, as in drawn faces. */
const BALL = 1.35;
const IRIS = 0.66;
const PUPIL = 0.3;

/** Where an eye looks: radians to the right of the picture and down. */
export interface Gaze {
  readonly right: number;
  readonly down: number;
}

/** The visible part of an eyeball that lies behind the lids' opening and turns by itself. */
export function eyeMaterial(
  face: FacePoints,
  loop: typeof topology.rightEye | typeof topology.leftEye,
  gaze: Gaze,
  identity: Identity,
): Material {
  const white = [0.8, 0.78, 0.76];
  const iris = linear(identity.iris);
  const ring = iris.map((value) => value * 0.22);
  const light = iris.map((value) => Math.min(1, value * 1.9));
  const corner = linear([196, 120, 112]);
  const [outer, inner] = [loop[0], loop[8]].map((point) => face.subarray(point * 3, point * 3 + 3));
  const middle = [0, 1].map((axis) => (outer[axis] + inner[axis]) / 2);
  const [centreX, centreY] = [middle[0], middle[1] - 0.08];
  const irisX = centreX + BALL * 0.8 * Math.sin(gaze.right);
  const irisY = centreY + BALL * 0.8 * Math.sin(gaze.down);
  const upper = loop.slice(0, 9).map((point) => [face[point * 3], face[point * 3 + 1]]);
  const halfWidth = Math.abs(outer[0] - inner[0]) / 2;

  return (fragment, finish) => {
    const { x, y } = fragment;
    const away = Math.hypot(x - centreX, y - centreY) / BALL;
    const angle = Math.atan2(y - irisY, x - irisX);
    const radius = Math.hypot(x - irisX, y - irisY);
    finish.gloss = 0;
    finish.tightness = 60;
    finish.softness = 0.6;
    setColour(finish, white);
    tint(finish, corner, 0.55 * smoothstep(0.7, 1, Math.abs(x - centreX) / halfWidth));
    const inIris = smoothstep(IRIS + 0.04, IRIS - 0.04, radius);
    const fibres = valueNoise(angle * 9, radius * 5) * 0.6 + 0.7;
    tint(
      finish,
      iris.map((value) => value * fibres),
      inIris,
    );
    // Light that entered opposite the key gathers in the lower part of the iris.
    tint(
      finish,
      light,
      inIris * 0.55 * smoothstep(-0.1, 0.6, (y - irisY) / IRIS) * smoothstep(IRIS, PUPIL, radius),
    );
    tint(finish, ring, inIris * smoothstep(IRIS - 0.16, IRIS - 0.02, radius));
    tint(finish, [0.004, 0.004, 0.005], smoothstep(PUPIL + 0.03, PUPIL - 0.03, radius));
    const sparkle = smoothstep(0.17, 0.11, Math.hypot(x - irisX + 0.23, y - irisY + 0.25));
    tint(finish, [1.15, 1.15, 1.15], sparkle);
    const glint = smoothstep(0.09, 0.05, Math.hypot(x - irisX - 0.24, y - irisY - 0.22));
    tint(finish, [0.9, 0.9, 0.9], glint * 0.5);
    // The upper lid and its lashes keep the light from the ball's top; its sides turn away.
    const under = y - lidHeight(upper, x);
    finish.open = (0.45 + 0.55 * smoothstep(0, 0.5, under)) * (1 - 0.3 * away * away);
    finish.open = Math.max(finish.open, sparkle);
    return true;
  };
}

/** The height of the upper lid's edge above a place. */
function lidHeight(lid: readonly (readonly number[])[], x: number): number {
  for (let index = 0; index + 1 < lid.length; index += 1) {
    const [[ax, ay], [bx, by]] = [lid[index], lid[index + 1]];
    if (x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && ax !== bx) {
      return ay + ((by - ay) * (x - ax)) / (bx - ax);
    }
  }
  return lid[0][1];
}
