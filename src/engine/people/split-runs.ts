/** Frames `from ≤ frame < to` of a clip. */
export interface FrameRun {
  readonly from: number;
  readonly to: number;
}

/**
 * Frames that are followed before a run begins. Ten is the tracker's rhythm of looking for new faces, so that it looks
 * in the same frames as in one go; and after ten looks landmarks lie where they would, to a tenth of a pixel.
 */
export const warmUpFrames = 10;
/** Following a frame takes about three times as long as playing it. */
const followCost = 3;
/** A run shorter than this is not worth its warm-up. */
const leastRun = 2 * warmUpFrames;

/**
 * Cuts a clip into runs that take equally long, as each also plays the frames before it and warms up: the first is the
 * longest. Runs begin at multiples of `warmUpFrames`.
 * @returns as many runs as asked for or, for a short clip, fewer; at least one
 */
export function splitRuns(frames: number, most: number): FrameRun[] {
  const count = Math.max(1, Math.min(most, Math.floor(frames / leastRun)));
  let [low, high] = [0, frames * (1 + followCost)];
  while (high - low > 0.01) {
    const time = (low + high) / 2;
    if (reach(time, count) < frames) low = time;
    else high = time;
  }
  const borders = [0];
  for (let run = 1; run < count; run++) {
    borders.push(Math.round(reach(high, run) / warmUpFrames) * warmUpFrames);
  }
  return [...new Set(borders)]
    .filter((from) => from < frames)
    .map((from, index, all) => ({ from, to: all[index + 1] ?? frames }));
}

/** How many frames so many runs are through with when each has had so much time; 1 is playing a frame. */
function reach(time: number, runs: number): number {
  let end = 0;
  for (let run = 0; run < runs; run++) {
    const warmUp = run === 0 ? 0 : warmUpFrames;
    end = Math.max(end, (time + followCost * (end - warmUp)) / (1 + followCost));
  }
  return end;
}
