import type { Raster } from "../../src/engine/raster.ts";

/** Even numbers in 0…1, the same in every run. */
export function createRandom(seed = 1) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @param clear share of the pixels that are transparent */
export function noisyPicture(width: number, height: number, clear = 0): Raster {
  const random = createRandom();
  const data = Uint8Array.from({ length: width * height * 4 }, (_, at) =>
    at % 4 === 3 ? (random() < clear ? 0 : 255) : 40 + 215 * random(),
  );
  return { width, height, data };
}
