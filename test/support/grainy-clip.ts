import { blankRaster } from "../../src/engine/raster.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { markGif } from "../../src/media/mark-gif.ts";
import { gifOf } from "./make-gif.ts";

interface Scene {
  readonly width?: number;
  readonly height?: number;
  readonly frames?: number;
  readonly delayCs?: number;
}

/** A grainy backdrop whose light flickers, and a bright disc that moves over it; marked as a result of ours. */
export function grainyClip({ width = 300, height = 120, frames = 24, delayCs = 8 }: Scene = {}) {
  let seed = 7;
  const noise = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0);
  const grain = Int8Array.from({ length: width * height }, () => (noise() >>> 27) - 16);
  const rasters = Array.from({ length: frames }, (_, index): Raster => {
    const raster = blankRaster(width, height);
    for (let at = 0; at < width * height; at++) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const light = grain[at] + (noise() >>> 29) - 4;
      const inDisc = Math.hypot(x - 40 - index * 9, y - height / 2) < height / 5;
      const colour = inDisc ? [210, 150, 120] : [70 + (x >> 2), 90 + (y >> 2), 100];
      raster.data.set([...colour.map((value) => value + light), 255], at * 4);
    }
    return raster;
  });
  return markGif(gifOf(rasters, { delayCs, loop: 3 }));
}
