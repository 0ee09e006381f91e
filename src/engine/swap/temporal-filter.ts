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
  out.fill(0);
  let total = 0;
  for (let k = -reach; k <= reach; k++) {
    const map = maps[frame + k];
    if (map === undefined) continue;
    const weight = taps[k + reach];
    total += weight;
    for (let i = 0; i < out.length; i++) out[i] += weight * map[i];
  }
  if (total === 0) return;
  for (let i = 0; i < out.length; i++) out[i] /= total;
}
