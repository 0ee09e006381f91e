/** Each cell becomes the largest value within `radius` cells of it in both directions. @param map values of 0 and more */
export function dilate(map: Float32Array, size: number, radius: number): Float32Array {
  const rows = map.slice();
  for (let y = 0; y < size; y++) {
    const [first, last] = [y * size, (y + 1) * size - 1];
    for (let step = 1; step <= radius; step++) {
      for (let cell = first; cell <= last - step; cell++) {
        if (map[cell + step] > rows[cell]) rows[cell] = map[cell + step];
        if (map[cell] > rows[cell + step]) rows[cell + step] = map[cell];
      }
    }
  }
  const out = rows.slice();
  for (let step = size; step <= radius * size; step += size) {
    for (let cell = 0; cell < out.length - step; cell++) {
      if (rows[cell + step] > out[cell]) out[cell] = rows[cell + step];
      if (rows[cell] > out[cell + step]) out[cell + step] = rows[cell];
    }
  }
  return out;
}
