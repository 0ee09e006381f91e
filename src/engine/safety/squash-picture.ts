import { levelForDistance } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";

/**
 * A whole picture as a square, whatever its shape: planar RGB, 3 × side × side, 0…1, bilinear on a level that is not too
 * fine. So the classifiers were trained: nothing is cut off, and a wide picture is pressed together.
 */
export function squashPicture(pyramid: Pyramid, side: number): Float32Array {
  const shorter = Math.min(pyramid.width, pyramid.height);
  const { width, height, data, step } = pyramid.level(levelForDistance(shorter / side));
  const plane = side * side;
  const planar = new Float32Array(3 * plane);
  const columns = places(pyramid.width / step, width, side);
  const rows = places(pyramid.height / step, height, side);
  for (let row = 0, to = 0; row < side; row += 1) {
    const upper = rows.first[row] * width;
    const lower = rows.second[row] * width;
    const down = rows.share[row];
    for (let column = 0; column < side; column += 1, to += 1) {
      const left = columns.first[column];
      const right = columns.second[column];
      const across = columns.share[column];
      const a = (upper + left) * 4;
      const b = (upper + right) * 4;
      const c = (lower + left) * 4;
      const d = (lower + right) * 4;
      for (let channel = 0, out = to; channel < 3; channel += 1, out += plane) {
        const above = data[a + channel] + (data[b + channel] - data[a + channel]) * across;
        const below = data[c + channel] + (data[d + channel] - data[c + channel]) * across;
        planar[out] = (above + (below - above) * down) / 255;
      }
    }
  }
  return planar;
}

/** For each place of the result the two pixels it lies between, and how near it is to the second one. */
function places(length: number, pixels: number, side: number) {
  const first = new Int32Array(side);
  const second = new Int32Array(side);
  const share = new Float32Array(side);
  for (let place = 0; place < side; place += 1) {
    const at = Math.min(Math.max(((place + 0.5) * length) / side - 0.5, 0), pixels - 1);
    first[place] = Math.floor(at);
    second[place] = Math.min(first[place] + 1, pixels - 1);
    share[place] = at - first[place];
  }
  return { first, second, share };
}
