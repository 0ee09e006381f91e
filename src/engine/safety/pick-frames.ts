import type { Raster } from "../raster.ts";

/** Places along a side of a thumbnail. */
const SIDE = 16;
/** What transparent pixels count as: as in a pyramid. */
const BACKGROUND = 128;
/** Mean difference of a channel, of 255, below which two frames show the same thing. */
const SAME = 0.5;

/** A frame in 16 × 16 pixels, red, green, blue: enough to say how different two frames are. */
export type Thumbnail = Uint8Array;

/** Reads a frame at 16 × 16 places; each is the mean of four pixels in its cell. */
export function thumbnailOf({ width, height, data }: Raster): Thumbnail {
  const sums = new Uint16Array(SIDE * SIDE * 3);
  for (let row = 0; row < 2 * SIDE; row += 1) {
    const y = Math.floor(((row + 0.5) * height) / (2 * SIDE));
    for (let column = 0; column < 2 * SIDE; column += 1) {
      const at = (y * width + Math.floor(((column + 0.5) * width) / (2 * SIDE))) * 4;
      const to = ((row >> 1) * SIDE + (column >> 1)) * 3;
      const shows = data[at + 3] > 0;
      for (let channel = 0; channel < 3; channel += 1) {
        sums[to + channel] += shows ? data[at + channel] : BACKGROUND;
      }
    }
  }
  return Uint8Array.from(sums, (sum) => sum >> 2);
}

/**
 * Picks the frames that differ most from each other: the first one, and then again and again the one that is least like all
 * that were picked (farthest-first traversal, Gonzalez 1985). So a single frame that is unlike all the others is among the
 * first to be picked, wherever in the clip it is hidden, and of a clip that stands still there is one.
 * @returns indexes, ascending; at most `most`
 */
export function pickFrames(thumbnails: readonly Thumbnail[], most: number): number[] {
  const picked = [0];
  const away = thumbnails.map((thumbnail) => difference(thumbnail, thumbnails[0]));
  while (picked.length < Math.min(most, thumbnails.length)) {
    const farthest = away.indexOf(Math.max(...away));
    if (away[farthest] < SAME) break;
    picked.push(farthest);
    for (const [index, thumbnail] of thumbnails.entries()) {
      away[index] = Math.min(away[index], difference(thumbnail, thumbnails[farthest]));
    }
  }
  return picked.toSorted((a, b) => a - b);
}

function difference(a: Thumbnail, b: Thumbnail): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += Math.abs(a[at] - b[at]);
  return sum / a.length;
}
