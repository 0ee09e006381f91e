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
  const near: { readonly map: Float32Array; readonly weight: number }[] = [];
  let total = 0;
  for (let k = -reach; k <= reach; k++) {
    const map = maps[frame + k];
    if (map === undefined) continue;
    near.push({ map, weight: taps[k + reach] });
    total += taps[k + reach];
  }
  out.fill(0);
  for (const { map, weight } of near) {
    const share = weight / total;
    for (let i = 0; i < out.length; i++) out[i] += share * map[i];
  }
}
