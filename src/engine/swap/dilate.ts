/** Each cell becomes the largest value within `radius` cells of it in both directions. */
export function dilate(map: Float32Array, size: number, radius: number): Float32Array {
  const rows = new Float32Array(map.length);
  const out = new Float32Array(map.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let most = 0;
      const last = Math.min(size - 1, x + radius);
      for (let k = Math.max(0, x - radius); k <= last; k++)
        most = Math.max(most, map[y * size + k]);
      rows[y * size + x] = most;
    }
  }
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let most = 0;
      const last = Math.min(size - 1, y + radius);
      for (let k = Math.max(0, y - radius); k <= last; k++) {
        most = Math.max(most, rows[k * size + x]);
      }
      out[y * size + x] = most;
    }
  }
  return out;
}
