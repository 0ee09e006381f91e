/** Normals of lines in steps of 15°. */
export const ridgeDirections = 12;

/** What lies beside a line is looked at so many cells from its middle. */
const away = 2;

/**
 * Finds thin lines: by direction of the normal and by cell, how much lighter a short line through the cell is than what
 * lies on both its sides; negative where it is darker. Slopes and edges of anything wider give nothing or little.
 * @returns `ridgeDirections` maps of width × height, one after the other
 */
export function mapRidges(light: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(ridgeDirections * width * height);
  const read = (x: number, y: number) => readMap(light, width, height, x, y);
  for (let direction = 0, at = 0; direction < ridgeDirections; direction++) {
    const angle = (direction * Math.PI) / ridgeDirections;
    const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        let sum = 0;
        for (let along = -1; along <= 1; along++) {
          const [cx, cy] = [x - ny * along, y + nx * along];
          const beside =
            read(cx + nx * away, cy + ny * away) + read(cx - nx * away, cy - ny * away);
          sum += read(cx, cy) - beside / 2;
        }
        out[at] = sum / 3;
      }
    }
  }
  return out;
}

/** A map's value between the centres of its cells; its border goes on outwards. */
export function readMap(
  map: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number {
  const cx = Math.min(width - 1.001, Math.max(0, x));
  const cy = Math.min(height - 1.001, Math.max(0, y));
  const [x0, y0] = [cx | 0, cy | 0];
  const [fx, fy] = [cx - x0, cy - y0];
  const at = y0 * width + x0;
  const upper = map[at] + (map[at + 1] - map[at]) * fx;
  const lower = map[at + width] + (map[at + width + 1] - map[at + width]) * fx;
  return upper + (lower - upper) * fy;
}
