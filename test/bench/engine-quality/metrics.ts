/** The mean of at least one value; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/**
 * Pearson's correlation of two series of the same length, −1…1.
 * @returns undefined when one of them is constant, where correlation has no meaning
 */
export function correlation(a: readonly number[], b: readonly number[]): number | undefined {
  const spread = standardDeviation(a) * standardDeviation(b);
  if (!(spread > Number.EPSILON)) return undefined;
  const centreA = mean(a);
  const centreB = mean(b);
  return mean(a.map((value, index) => (value - centreA) * (b[index] - centreB))) / spread;
}

/** Mean |a − b| of two series of the same length. */
export function meanAbsoluteError(a: readonly number[], b: readonly number[]): number {
  return mean(a.map((value, index) => Math.abs(value - b[index])));
}

/** Euclidean distance of two vectors of the same length. */
export function vectorDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] - b[index]) ** 2;
  return Math.sqrt(sum);
}

/** Points of one frame, (x, y, z) each, and the length that their motion is compared with. */
export interface PlacedPoints {
  readonly points: Float32Array;
  readonly scale: number;
}

/**
 * How much points tremble: the mean of |x(t−1) − 2·x(t) + x(t+1)| over points and frames, in the picture plane, as a
 * share of the frame's scale. Motion in a straight line at a steady speed is 0. Frames without points, and their
 * neighbours, do not count.
 * @returns undefined when no three frames with points follow each other
 */
export function jitter(frames: readonly (PlacedPoints | undefined)[]): number | undefined {
  const shares: number[] = [];
  frames.forEach((now, time) => {
    const before = frames[time - 1];
    const after = frames[time + 1];
    if (now === undefined || before === undefined || after === undefined) return;
    const count = now.points.length / 3;
    let sum = 0;
    for (let at = 0; at < now.points.length; at += 3) {
      const x = before.points[at] - 2 * now.points[at] + after.points[at];
      const y = before.points[at + 1] - 2 * now.points[at + 1] + after.points[at + 1];
      sum += Math.hypot(x, y);
    }
    shares.push(sum / count / now.scale);
  });
  return shares.length === 0 ? undefined : mean(shares);
}

/**
 * The mean change of a sample from one frame to the next, in the samples' own unit. Frames without samples do not count.
 * @returns undefined when no two frames with samples follow each other
 */
export function flicker(frames: readonly (Float32Array | undefined)[]): number | undefined {
  const changes: number[] = [];
  frames.forEach((now, time) => {
    const before = frames[time - 1];
    if (now === undefined || before === undefined) return;
    let sum = 0;
    for (let at = 0; at < now.length; at += 1) sum += Math.abs(now[at] - before[at]);
    changes.push(sum / now.length);
  });
  return changes.length === 0 ? undefined : mean(changes);
}

/** Mean distance of points in the picture plane; points are (x, y, z), both sides equally many. */
export function meanPointDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 3) {
    sum += Math.hypot(a[at] - b[at], a[at + 1] - b[at + 1]);
  }
  return sum / (a.length / 3);
}
