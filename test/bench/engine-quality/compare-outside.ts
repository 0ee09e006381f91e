import type { Raster } from "../../../src/engine/raster.ts";

/** What happened to pixels that a swap has no business with. */
export interface OutsideFigures {
  readonly pixels: number;
  readonly changed: number;
  /** Peak signal-to-noise ratio of all of them, dB; Infinity (null in JSON) when none changed. */
  readonly psnr: number;
  /** The largest difference of a colour channel, 0…255. */
  readonly largest: number;
}

/**
 * Compares the frames of two clips where `masks` is 0.
 * @param masks one byte a pixel for each frame
 */
export function compareOutside(
  originals: readonly Raster[],
  results: readonly Raster[],
  masks: readonly Uint8Array[],
): OutsideFigures {
  let [pixels, changed, squares, largest] = [0, 0, 0, 0];
  originals.forEach(({ data: original }, frame) => {
    const result = results[frame].data;
    const mask = masks[frame];
    for (let pixel = 0; pixel < mask.length; pixel += 1) {
      if (mask[pixel] !== 0) continue;
      pixels += 1;
      let differs = false;
      for (let at = pixel * 4; at < pixel * 4 + 4; at += 1) {
        const difference = Math.abs(original[at] - result[at]);
        if (difference === 0) continue;
        differs = true;
        squares += difference * difference;
        if (difference > largest) largest = difference;
      }
      if (differs) changed += 1;
    }
  });
  const meanSquare = squares / (pixels * 4);
  return { pixels, changed, psnr: 10 * Math.log10(255 ** 2 / meanSquare), largest };
}
