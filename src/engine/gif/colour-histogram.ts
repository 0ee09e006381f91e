const CHANNEL_BITS = 5;
const BINS = 1 << (3 * CHANNEL_BITS);
const SHIFT = 8 - CHANNEL_BITS;

/** Counted colours: the mean of each bin that holds any, and how many pixels fell into it. */
export interface ColourSamples {
  readonly count: number;
  readonly reds: Uint8Array;
  readonly greens: Uint8Array;
  readonly blues: Uint8Array;
  readonly weights: Uint32Array;
}

export interface ColourHistogram {
  /** Channels 0…255. */
  add(r: number, g: number, b: number): void;
  /** The samples of what was added since the last call, in live memory; the histogram is empty afterwards. */
  take(): ColourSamples;
}

/** Counts colours in 32³ bins. Sums of channels are kept, so a sample is the true mean and not the middle of its bin. */
export function createColourHistogram(): ColourHistogram {
  const weights = new Uint32Array(BINS);
  // 2²⁴ pixels of 255 fit into 32 bits; the largest canvas has 2²².
  const redSums = new Uint32Array(BINS);
  const greenSums = new Uint32Array(BINS);
  const blueSums = new Uint32Array(BINS);
  const touched = new Uint16Array(BINS);
  let count = 0;
  const samples = {
    count: 0,
    reds: new Uint8Array(BINS),
    greens: new Uint8Array(BINS),
    blues: new Uint8Array(BINS),
    weights: new Uint32Array(BINS),
  };

  return {
    add(r, g, b) {
      const bin =
        ((r >> SHIFT) << (2 * CHANNEL_BITS)) | ((g >> SHIFT) << CHANNEL_BITS) | (b >> SHIFT);
      if (weights[bin]++ === 0) touched[count++] = bin;
      redSums[bin] += r;
      greenSums[bin] += g;
      blueSums[bin] += b;
    },
    take() {
      for (let i = 0; i < count; i++) {
        const bin = touched[i];
        const weight = weights[bin];
        samples.reds[i] = Math.round(redSums[bin] / weight);
        samples.greens[i] = Math.round(greenSums[bin] / weight);
        samples.blues[i] = Math.round(blueSums[bin] / weight);
        samples.weights[i] = weight;
        weights[bin] = redSums[bin] = greenSums[bin] = blueSums[bin] = 0;
      }
      samples.count = count;
      count = 0;
      return samples;
    },
  };
}
