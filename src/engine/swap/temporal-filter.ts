/** Five frames, the middle one first in weight. */
const taps = [0.06, 0.24, 0.4, 0.24, 0.06];
const reach = 2;

/**
 * A map of one frame, evened out with those of its neighbours. Neighbours without a map are left out, so the ends of
 * the clip and gaps in it keep their full strength.
 */
export function filterInTime(
  maps: readonly (Float32Array | undefined)[],
  frame: number,
  out: Float32Array,
): void {
  const near: Float32Array[] = [];
  const shares = new Float64Array(taps.length);
  let total = 0;
  for (let k = -reach; k <= reach; k++) {
    const map = maps[frame + k];
    if (map === undefined) continue;
    shares[near.length] = taps[k + reach];
    near.push(map);
    total += taps[k + reach];
  }
  if (near.length === 0) {
    out.fill(0);
    return;
  }
  // All five at once, so that memory is gone through once; those that are missing count nothing.
  while (near.length < taps.length) near.push(near[0]);
  const [first, second, third, fourth, fifth] = near;
  const [a, b, c, d, e] = shares.map((share) => share / total);
  for (let i = 0; i < out.length; i++) {
    out[i] = a * first[i] + b * second[i] + c * third[i] + d * fourth[i] + e * fifth[i];
  }
}
