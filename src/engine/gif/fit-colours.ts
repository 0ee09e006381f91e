import type { ColourSamples } from "./colour-histogram.ts";
import { colourDistance, createNearestColour } from "./nearest-colour.ts";

/** A sample nearer than this to a colour is served well enough: about one step in each channel. */
const CLOSE_ENOUGH = 12;
const ROUNDS_COLD = 4;
const ROUNDS_WARM = 1;

export interface ColourFitter {
  /**
   * Chooses colours for the free slots of a table so that fixed and chosen colours together serve the samples. It starts from
   * the colours it chose last time, so that a moving picture keeps its colours from frame to frame.
   * @param rgba 256 colours; the fixed ones are read, the chosen ones are written
   * @param slots the first `fixed` are in use and stay; the next `free` may be written
   * @returns how many of the free slots were used
   */
  fit(
    samples: ColourSamples,
    rgba: Uint8Array,
    slots: Uint8Array,
    fixed: number,
    free: number,
  ): number;
  /** The mean `colourDistance` of the samples, by their weight, to the nearest of the first `count` slots; 0 without samples. */
  meanError(samples: ColourSamples, rgba: Uint8Array, slots: Uint8Array, count: number): number;
}

/**
 * Weighted k-means with some centres held fixed (Lloyd 1982), seeded by the worst-served samples
 * (farthest-first, Gonzalez 1985).
 */
export function createColourFitter(): ColourFitter {
  const nearest = createNearestColour();
  const previous = new Uint8Array(256 * 3);
  let previousCount = 0;
  const sums = new Float64Array(256 * 4);
  const isFree = new Uint8Array(256);
  let errors = new Float64Array(0);

  /** How badly each sample is served by the first `count` slots. */
  function measure(samples: ColourSamples, rgba: Uint8Array, slots: Uint8Array, count: number) {
    if (errors.length < samples.count) errors = new Float64Array(samples.count * 2);
    if (count === 0) {
      errors.fill(Infinity, 0, samples.count);
      return;
    }
    nearest.load(rgba, slots, count);
    const { reds, greens, blues } = samples;
    for (let i = 0; i < samples.count; i++) {
      const slot = nearest.find(reds[i], greens[i], blues[i]) * 4;
      errors[i] = colourDistance(
        reds[i],
        greens[i],
        blues[i],
        rgba[slot],
        rgba[slot + 1],
        rgba[slot + 2],
      );
    }
  }

  /** Gives the worst-served samples a slot each, until all are served or the slots end. Returns the slots in use. */
  function seed(
    samples: ColourSamples,
    rgba: Uint8Array,
    slots: Uint8Array,
    used: number,
    all: number,
  ): number {
    const { reds, greens, blues, weights } = samples;
    let count = used;
    while (count < all) {
      let worst = -1;
      let worstValue = 0;
      for (let i = 0; i < samples.count; i++) {
        const value = errors[i] < CLOSE_ENOUGH ? 0 : errors[i] * Math.sqrt(weights[i]);
        if (value > worstValue) {
          worst = i;
          worstValue = value;
        }
      }
      if (worst < 0) break;
      const r = reds[worst];
      const g = greens[worst];
      const b = blues[worst];
      setColour(rgba, slots[count++], r, g, b);
      for (let i = 0; i < samples.count; i++) {
        const distance = colourDistance(reds[i], greens[i], blues[i], r, g, b);
        if (distance < errors[i]) errors[i] = distance;
      }
    }
    return count;
  }

  /** One round of Lloyd: every sample to its nearest colour, every free colour to the mean of its samples. */
  function refine(samples: ColourSamples, rgba: Uint8Array, slots: Uint8Array, count: number) {
    if (count === 0) return;
    nearest.load(rgba, slots, count);
    sums.fill(0);
    const { reds, greens, blues, weights } = samples;
    for (let i = 0; i < samples.count; i++) {
      const slot = nearest.find(reds[i], greens[i], blues[i]);
      if (isFree[slot] === 0) continue;
      const weight = weights[i];
      sums[slot * 4] += reds[i] * weight;
      sums[slot * 4 + 1] += greens[i] * weight;
      sums[slot * 4 + 2] += blues[i] * weight;
      sums[slot * 4 + 3] += weight;
    }
    for (let k = 0; k < count; k++) {
      const slot = slots[k];
      const weight = sums[slot * 4 + 3];
      if (weight === 0) continue;
      const r = Math.round(sums[slot * 4] / weight);
      const g = Math.round(sums[slot * 4 + 1] / weight);
      setColour(rgba, slot, r, g, Math.round(sums[slot * 4 + 2] / weight));
    }
  }

  return {
    fit(samples, rgba, slots, fixed, free) {
      isFree.fill(0);
      for (let k = fixed; k < fixed + free; k++) isFree[slots[k]] = 1;
      const warm = Math.min(free, previousCount);
      for (let k = 0; k < warm; k++) {
        const from = k * 3;
        setColour(rgba, slots[fixed + k], previous[from], previous[from + 1], previous[from + 2]);
      }
      measure(samples, rgba, slots, fixed + warm);
      const count = seed(samples, rgba, slots, fixed + warm, fixed + free);
      const rounds = warm > 0 ? ROUNDS_WARM : ROUNDS_COLD;
      for (let round = 0; round < rounds; round++) refine(samples, rgba, slots, count);
      previousCount = count - fixed;
      for (let k = 0; k < previousCount; k++) {
        const from = slots[fixed + k] * 4;
        previous.set(rgba.subarray(from, from + 3), k * 3);
      }
      return previousCount;
    },

    meanError(samples, rgba, slots, count) {
      measure(samples, rgba, slots, count);
      let sum = 0;
      let pixels = 0;
      for (let i = 0; i < samples.count; i++) {
        sum += errors[i] * samples.weights[i];
        pixels += samples.weights[i];
      }
      return pixels === 0 ? 0 : sum / pixels;
    },
  };
}

function setColour(rgba: Uint8Array, slot: number, r: number, g: number, b: number) {
  rgba[slot * 4] = r;
  rgba[slot * 4 + 1] = g;
  rgba[slot * 4 + 2] = b;
  rgba[slot * 4 + 3] = 255;
}
