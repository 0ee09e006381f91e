/** Normals of lines in steps of 15°. */
export const ridgeDirections = 12;

/** What lies beside a line is looked at so many cells from its middle. */
const away = 2;
/** A line's places and what lies beside them reach no further than this from a cell, and are read with the next cell. */
const border = 4;

/**
 * Finds thin lines: by direction of the normal and by cell, how much lighter a short line through the cell is than what
 * lies on both its sides; negative where it is darker. Slopes and edges of anything wider give nothing or little.
 * @returns `ridgeDirections` maps of width × height, one after the other
 */
export function mapRidges(light: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(ridgeDirections * width * height);
  for (let direction = 0; direction < ridgeDirections; direction++) {
    const angle = (direction * Math.PI) / ridgeDirections;
    const taps = tapsOf(Math.cos(angle), Math.sin(angle));
    const map = out.subarray(direction * width * height, (direction + 1) * width * height);
    addInside(taps, light, width, height, map);
    for (let y = 0; y < height; y++) {
      const whole = y < border || y >= height - border;
      for (let x = 0; x < width; x++) {
        if (!whole && x === border) x = width - border;
        let sum = 0;
        for (const { x: dx, y: dy, weight } of taps) {
          sum += weight * readMap(light, width, height, x + dx, y + dy);
        }
        map[y * width + x] = sum;
      }
    }
  }
  return out;
}

/** A place beside a cell, and what it counts. */
interface Tap {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/** @param nx the line's normal */
function tapsOf(nx: number, ny: number): Tap[] {
  return [-1, 0, 1].flatMap((along) => {
    const [x, y] = [-ny * along, nx * along];
    return [
      { x, y, weight: 1 / 3 },
      { x: x + nx * away, y: y + ny * away, weight: -1 / 6 },
      { x: x - nx * away, y: y - ny * away, weight: -1 / 6 },
    ];
  });
}

/** Away from the border every cell reads between the same neighbours: tap by tap, in one pass over the map for each. */
function addInside(
  taps: readonly Tap[],
  light: Float32Array,
  width: number,
  height: number,
  map: Float32Array,
): void {
  for (const { x, y, weight } of taps) {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const a = weight * (1 - fx) * (1 - fy);
    const b = weight * fx * (1 - fy);
    const c = weight * (1 - fx) * fy;
    const d = weight * fx * fy;
    for (let row = border; row < height - border; row++) {
      const last = (row + 1) * width - border;
      let from = (row + top) * width + border + left;
      for (let at = row * width + border; at < last; at++, from++) {
        map[at] +=
          a * light[from] +
          b * light[from + 1] +
          c * light[from + width] +
          d * light[from + width + 1];
      }
    }
  }
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
  const x0 = cx | 0;
  const y0 = cy | 0;
  const fx = cx - x0;
  const fy = cy - y0;
  const at = y0 * width + x0;
  const upper = map[at] + (map[at + 1] - map[at]) * fx;
  const lower = map[at + width] + (map[at + width + 1] - map[at + width]) * fx;
  return upper + (lower - upper) * fy;
}
