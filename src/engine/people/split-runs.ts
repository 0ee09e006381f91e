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
/** In shorter runs the warm-up would be more than a third of the work. */
const leastRun = 3 * warmUpFrames;
const mostRuns = 4;

/**
 * Cuts a clip into the runs in which its faces are followed, always the same ones: how many processes there are for
 * them must not change what is found. The runs take equally long, as each also plays the frames before it and warms up:
 * the first is the longest. They begin at multiples of `warmUpFrames`.
 * @returns at least one, in order and without a gap
 */
export function splitRuns(frames: number): FrameRun[] {
  const count = Math.max(1, Math.min(mostRuns, Math.floor(frames / leastRun)));
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

/** Deals runs that follow each other out to so many processes; the later ones, which are shorter, two to one. */
export function dealRuns(runs: readonly FrameRun[], processes: number): FrameRun[][] {
  const hands = Math.min(runs.length, processes);
  const start = (hand: number) => Math.floor((hand * runs.length) / hands);
  return Array.from({ length: hands }, (_, hand) => runs.slice(start(hand), start(hand + 1)));
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
