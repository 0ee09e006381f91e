import type { FaceAtlas } from "./atlas.ts";
import { lumaOf } from "./skin.ts";
import { between, clamp, smoothstep } from "./smoothstep.ts";

/**
 * Shares of a photo's own light and shade that come along, at the natural strength and at the full one.
 *
 * Faces are much alike on both sides and lamps are not: what both sides of the light on a photo have in common is the
 * person's sockets, cheeks and beard more than its lamp, and is taken before what differs. Of the skin's tone only a
 * little comes along, or the neck would not go with it.
 */
const shares = {
  even: { natural: 0.7, full: 1 },
  uneven: { natural: 0.5, full: 1 },
  tone: { natural: 0.15, full: 0.4 },
  /** Of each of these, how much is colour. */
  hue: { natural: 0.45, full: 1 },
};
/** No spot gets brighter or darker by more than this, as a natural logarithm. */
const most = { natural: 0.4, full: 0.7 };
/** Bright skin has less room above it: from this level on it would be burnt out, not light. */
const white = 240;
const leastRoom = 0.05;
/** Keeps black from being endlessly darker than anything; grey levels. */
const floor = 4;
/** In units of u and v from the outline: towards the target's own skin its own light remains. */
const edge = 0.1;
/** As far above and below the end of a forehead that the target keeps, in units of v. */
const forehead = { above: 0.02, below: 0.08 };

/**
 * What to multiply the light on a target's face with, so that it lies on the photo's face instead of on the target's
 * own: one factor a cell and channel for a whole clip, so that it adds no flicker.
 * @param photo the photo's light, RGB on the half-size grid
 * @param target the usual light of the clip, as `photo`
 * @param strength 0 natural … 1 likeness
 * @param colour how colourful the clip is, 0…1: a black-and-white one takes no hue from a photo
 * @param foreheadTop v above which the target keeps its own forehead, in its own light; undefined keeps none
 */
export function measureRelief(
  { grid, regions }: FaceAtlas,
  photo: Float32Array,
  target: Float32Array,
  strength: number,
  colour: number,
  foreheadTop?: number,
): Float32Array {
  const half = grid.size / 2;
  const at = ({ natural, full }: { readonly natural: number; readonly full: number }) =>
    between(natural, full, strength);
  const [even, uneven, tone, hue, limit] = [
    at(shares.even),
    at(shares.uneven),
    at(shares.tone),
    at(shares.hue) * colour,
    at(most),
  ];
  const weights = new Float32Array(half * half).map((_, cell) => {
    const fine = Math.floor(cell / half) * 2 * grid.size + (cell % half) * 2;
    return smoothstep(0, edge, regions.edgeDistance[fine]);
  });
  const below = (cell: number) => {
    if (foreheadTop === undefined) return 1;
    const v = (Math.floor(cell / half) + 0.5) / half;
    return smoothstep(foreheadTop - forehead.above, foreheadTop + forehead.below, v);
  };
  // How bright a photo is says more about its exposure than about the person.
  const exposure = meanLuma(target, weights) / meanLuma(photo, weights);
  const difference = target.map((value, i) =>
    Math.log((exposure * photo[i] + floor) / (value + floor)),
  );
  const means = [0, 1, 2].map((c) => weightedMean(difference, c, weights));
  const brightness = lumaOf(means[0], means[1], means[2]);
  const relief = new Float32Array(target.length).fill(1);
  const wanted = [0, 0, 0];
  for (let cell = 0; cell < weights.length; cell++) {
    if (weights[cell] === 0) continue;
    const x = cell % half;
    const across = cell - x + half - 1 - x;
    for (let c = 0; c < 3; c++) {
      const here = difference[cell * 3 + c] - means[c];
      const there = difference[across * 3 + c] - means[c];
      wanted[c] =
        (even * (here + there)) / 2 +
        (uneven * (here - there)) / 2 +
        tone * (means[c] - brightness);
    }
    const grey = lumaOf(wanted[0], wanted[1], wanted[2]);
    const brightest = Math.max(target[cell * 3], target[cell * 3 + 1], target[cell * 3 + 2]);
    const room = clamp(Math.log(white / brightest), leastRoom, limit);
    for (let c = 0; c < 3; c++) {
      const change = grey + hue * (wanted[c] - grey);
      const share = weights[cell] * below(cell);
      const furthest = change > 0 ? room : limit;
      relief[cell * 3 + c] = Math.exp(furthest * Math.tanh(change / furthest) * share);
    }
  }
  return relief;
}

/** Lays a frame's light on a relief; `light` is changed. */
export function applyRelief(relief: Float32Array, light: Float32Array): void {
  for (let i = 0; i < light.length; i++) light[i] *= relief[i];
}

function meanLuma(light: Float32Array, weights: Float32Array): number {
  const [red, green, blue] = [0, 1, 2].map((c) => weightedMean(light, c, weights));
  return lumaOf(red, green, blue) + 1e-3;
}

function weightedMean(values: Float32Array, channel: number, weights: Float32Array): number {
  let sum = 0;
  let total = 1e-6;
  for (let cell = 0; cell < weights.length; cell++) {
    sum += weights[cell] * values[cell * 3 + channel];
    total += weights[cell];
  }
  return sum / total;
}
