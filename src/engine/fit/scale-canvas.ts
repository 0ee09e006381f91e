/** Scales a canvas of 32-bit pixels (opaque or 0); the result is live memory, valid until the next call. */
export type ScaleCanvas = (pixels: Uint32Array) => Uint32Array;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** For each place of the smaller side, the places of the larger one that it covers, and how much of each. */
interface Coverage {
  readonly starts: Int32Array;
  readonly shares: readonly Float32Array[];
}

/**
 * Makes pictures smaller by the mean of the area that each new pixel covers, edges in part. No sharper filter: its ringing
 * would be new contrast to be encoded. A pixel of which less than half is opaque becomes transparent.
 * @param to at most as large as `from` in either direction, at least 1 × 1
 */
export function createScaler(from: Size, to: Size): ScaleCanvas {
  const across = coverage(from.width, to.width);
  const down = coverage(from.height, to.height);
  /** One row of `to.width` sums: red, green, blue, opaque share. */
  const sums = new Float32Array(to.width * 4);
  const output = new Uint32Array(to.width * to.height);
  const outputBytes = new Uint8Array(output.buffer);

  function addRow(bytes: Uint8Array, y: number, share: number) {
    for (let x = 0; x < to.width; x++) {
      const shares = across.shares[x];
      let at = (y * from.width + across.starts[x]) * 4;
      let r = 0;
      let g = 0;
      let b = 0;
      let opaque = 0;
      for (let i = 0; i < shares.length; i++, at += 4) {
        if (bytes[at + 3] === 0) continue;
        const weight = shares[i];
        r += bytes[at] * weight;
        g += bytes[at + 1] * weight;
        b += bytes[at + 2] * weight;
        opaque += weight;
      }
      sums[x * 4] += r * share;
      sums[x * 4 + 1] += g * share;
      sums[x * 4 + 2] += b * share;
      sums[x * 4 + 3] += opaque * share;
    }
  }

  return (pixels) => {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    for (let y = 0; y < to.height; y++) {
      sums.fill(0);
      for (const [row, share] of down.shares[y].entries()) {
        addRow(bytes, down.starts[y] + row, share);
      }
      for (let x = 0; x < to.width; x++) {
        const at = (y * to.width + x) * 4;
        const opaque = sums[x * 4 + 3];
        const shows = opaque >= 0.5;
        for (let c = 0; c < 3; c++) {
          outputBytes[at + c] = shows ? Math.round(sums[x * 4 + c] / opaque) : 0;
        }
        outputBytes[at + 3] = shows ? 255 : 0;
      }
    }
    return output;
  };
}

function coverage(from: number, to: number): Coverage {
  const step = from / to;
  const starts = new Int32Array(to);
  const shares: Float32Array[] = [];
  for (let place = 0; place < to; place++) {
    const begin = place * step;
    const end = Math.min(from, begin + step);
    const first = Math.floor(begin);
    const last = Math.min(from, Math.max(first + 1, Math.ceil(end - 1e-6)));
    starts[place] = first;
    shares.push(
      Float32Array.from({ length: last - first }, (_, i) => {
        const covered = Math.min(end, first + i + 1) - Math.max(begin, first + i);
        return Math.max(0, covered) / step;
      }),
    );
  }
  return { starts, shares };
}
