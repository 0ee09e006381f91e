import type { HeadMotion } from "./head-motion.ts";

/**
 * How far two looks at one head lie apart as a whole, as a share of its size (standard deviation): measured on clips of
 * faces between 60 and 170 pixels against where their pixels went, by registration of the pictures. A filter that
 * believes more in stillness takes the trembling of heads and cameras for the model's, and the new face swims.
 */
const LOOK_SIGMA = 0.0015;
/** A turn or growth of 1 moves the points of a face by this share of its size in the mean. */
const MEAN_RADIUS = 0.3;

/** A face near in time. */
interface Near {
  readonly frame: number;
  /** From the face in question to this one. */
  readonly motion: HeadMotion;
  readonly weight: number;
}

/**
 * The motion that takes a face to where its head was between its neighbours in time. Of each two frames equally long
 * before and after, the head's mean place has a say as far as the face is there anyway: a head that moves steadily is in
 * between exactly, however fast, so that nothing lags, and one that is jerked is left where it is.
 * @param size of the face in pixels
 */
export function steadied(around: readonly Near[], frame: number, size: number): HeadMotion {
  let [total, x, y, turn, growth] = [1, 0, 0, 0, 0];
  for (const before of around) {
    const after = around.find((face) => face.frame - frame === frame - before.frame);
    if (before.frame >= frame || after === undefined) continue;
    const [a, b] = [before.motion, after.motion];
    const dx = (a.to[0] + b.to[0]) / 2 - a.from[0];
    const dy = (a.to[1] + b.to[1]) / 2 - a.from[1];
    const turned = (a.turn + b.turn) / 2;
    const grown = (a.growth + b.growth) / 2;
    const bent = (turned * turned + grown * grown) * (MEAN_RADIUS * size) ** 2;
    const apart = (dx * dx + dy * dy + bent) / (LOOK_SIGMA * size) ** 2;
    const say = 2 * before.weight * Math.exp(-apart / 2);
    total += say;
    x += say * dx;
    y += say * dy;
    turn += say * turned;
    growth += say * grown;
  }
  const from = around[0]?.motion.from ?? [0, 0];
  return {
    from,
    to: [from[0] + x / total, from[1] + y / total],
    turn: turn / total,
    growth: growth / total,
  };
}
