import * as fc from "fast-check";
import { NO_ALTERNATIVE } from "../../src/engine/gif/choose-codes.ts";

/**
 * Pixels in runs, noise and repeats, so that short and long strings and several full dictionaries occur. A share of them, from none
 * to all, may be written as index 0 instead.
 */
export const runsAndNoise = fc
  .record({
    codeSize: fc.integer({ min: 2, max: 8 }),
    seed: fc.integer({ min: 1, max: 1 << 30 }),
    count: fc.integer({ min: 0, max: 30_000 }),
    run: fc.integer({ min: 1, max: 40 }),
    openShare: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ codeSize, seed, count, run, openShare }) => {
    let state = seed;
    const indexes = new Uint8Array(count);
    const alternatives = new Uint16Array(count).fill(NO_ALTERNATIVE);
    for (let i = 0; i < count; i++) {
      if (i % run === 0) state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      indexes[i] = (state >>> 16) & ((1 << codeSize) - 1);
      if (((state >>> 8) & 7) < openShare) alternatives[i] = 0;
    }
    return { codeSize, indexes, alternatives };
  });
