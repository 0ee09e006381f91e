import type { Finish } from "./renderer.ts";

interface Direction {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Unit vectors towards the lights, in picture axes. */
const key = unit(-0.52, -0.55, -0.75);
const fill = unit(0.85, -0.05, -0.5);
const rim = unit(0.75, -0.45, 0.55);
/** Halfway between the key and the camera: where a highlight sits. */
const half = unit(key.x, key.y, key.z - 1);

const keyColour = [1.12, 1.05, 0.96];
const fillColour = [0.17, 0.21, 0.28];
const rimColour = [0.8, 0.85, 0.95];
const skyColour = [0.3, 0.31, 0.33];
const groundColour = [0.17, 0.14, 0.12];
/** Red light goes furthest under the skin: shadows on skin begin late and reddish. */
const creep = [0.36, 0.18, 0.12];

/**
 * A portrait photographer's three lights: a warm key from the upper left, a cool fill from the right, a rim from
 * behind. The normal need not have unit length; one that leads away from the camera belongs to an edge.
 */
export function shade(
  finish: Finish,
  normalX: number,
  normalY: number,
  normalZ: number,
  into: Float32Array,
  at: number,
): void {
  const facing = Math.min(normalZ, 0);
  const length = Math.hypot(normalX, normalY, facing) || 1;
  const x = normalX / length;
  const y = normalY / length;
  const z = facing / length;
  const towardsKey = x * key.x + y * key.y + z * key.z;
  const towardsFill = Math.max(0, x * fill.x + y * fill.y + z * fill.z);
  const towardsRim = Math.max(0, x * rim.x + y * rim.y + z * rim.z) * (1 + z) ** 2;
  const up = 0.5 - 0.5 * y;
  const { open, softness } = finish;
  const shine = Math.max(0, x * half.x + y * half.y + z * half.z) ** finish.tightness;
  const highlight = finish.gloss * shine * open;
  for (let channel = 0; channel < 3; channel += 1) {
    const albedo = channel === 0 ? finish.red : channel === 1 ? finish.green : finish.blue;
    const wrap = creep[channel] * softness;
    const lit = Math.max(0, (towardsKey + wrap) / (1 + wrap));
    const ambient = skyColour[channel] * up + groundColour[channel] * (1 - up);
    const direct =
      keyColour[channel] * lit +
      fillColour[channel] * towardsFill +
      rimColour[channel] * towardsRim * open;
    into[at + channel] =
      albedo * (direct * open + ambient * (0.35 + 0.65 * open)) + highlight * keyColour[channel];
  }
}

function unit(x: number, y: number, z: number): Direction {
  const length = Math.hypot(x, y, z);
  return { x: x / length, y: y / length, z: z / length };
}
