/** Five frames, the middle one first in weight. */
const taps = [0.06, 0.24, 0.4, 0.24, 0.06];
const reach = 2;

/**
 * A map of one frame, evened out with those of its neighbours. Neighbours without a map are left out, so the ends of
 * the clip and gaps in it keep their full strength.
 * @param bare by frame and cell, 0…1: how far a value has to do with its neighbours' at all. A hand that passes is in
 * another place in every frame: it must neither fade before it comes nor leave a shadow behind.
 */
export function filterInTime(
  maps: readonly (Float32Array | undefined)[],
  frame: number,
  out: Float32Array,
  bare: readonly (Float32Array | undefined)[] = [],
): void {
  const near = framesNear(maps, frame).flatMap(({ frame: other, weight }): TimedMap[] => {
    const map = maps[other];
    return map === undefined ? [] : [{ map, weight, bare: bare[other] }];
  });
  if (near.some((each) => each.bare !== undefined))
    return filterBare(near, maps[frame], bare[frame], out);
  if (near.length === 0) {
    out.fill(0);
    return;
  }
  // All five at once, so that memory is gone through once; those that are missing count nothing.
  const mapAt = (k: number) => near[Math.min(k, near.length - 1)].map;
  const [first, second, third, fourth, fifth] = [mapAt(0), mapAt(1), mapAt(2), mapAt(3), mapAt(4)];
  const [a, b, c, d, e] = taps.map((_, k) => (k < near.length ? near[k].weight : 0));
  for (let i = 0; i < out.length; i++) {
    out[i] = a * first[i] + b * second[i] + c * third[i] + d * fourth[i] + e * fifth[i];
  }
}

/** The frames that a frame's map is evened out with, itself among them, and what each counts: 1 in all. */
export function framesNear(maps: readonly (Float32Array | undefined)[], frame: number) {
  const near: { frame: number; weight: number }[] = [];
  let total = 0;
  for (let k = -reach; k <= reach; k++) {
    if (maps[frame + k] === undefined) continue;
    near.push({ frame: frame + k, weight: taps[k + reach] });
    total += taps[k + reach];
  }
  for (const each of near) each.weight /= total;
  return near;
}

interface TimedMap {
  readonly map: Float32Array;
  readonly weight: number;
  readonly bare: Float32Array | undefined;
}

/** As far as a cell is bare, it takes what its neighbours are where they are bare, too; else it stays as it is. */
function filterBare(
  near: readonly TimedMap[],
  own: Float32Array | undefined,
  bare: Float32Array | undefined,
  out: Float32Array,
): void {
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    let total = 1e-6;
    for (const each of near) {
      const weight = each.weight * (each.bare?.[i] ?? 1);
      sum += weight * each.map[i];
      total += weight;
    }
    const share = bare?.[i] ?? 1;
    out[i] = share * (sum / total) + (1 - share) * (own?.[i] ?? 0);
  }
}
