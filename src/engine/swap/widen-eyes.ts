import type { Landmarks } from "../face/landmarks.ts";
import { refinedPoints } from "../face/refined-points.ts";
import type { Eye } from "./eyes.ts";
import { clamp } from "./smoothstep.ts";

/**
 * How much further than the target's the drawn lids go. How far an eye is open is read from folds, lashes and shadows as
 * much as from the slit, and these stay as the photo has them: of a motion drawn as it is, a reader sees a half. With
 * this, what is read from the result has the original's range.
 */
const gain = 2.2;
/** Lids of the target's own need less: their folds say all by themselves. This share of the rest is left to them. */
const ownLids = 0.5;
/** What an opening is multiplied with at least and at most: beyond, lids would cross or bare an eye as none is bared. */
const narrowest = 0.4;
const widest = 1.4;

/** Of what the edge of a lid moves, the shares that its fold and the skin around the eye follow. */
const followers = { fold: 0.6, around: 0.25 };

/**
 * What to multiply the opening of a drawn eye with.
 * @param openness the target's, and `usual` what it is at rest, as `measureOpenness` has it
 * @param closed 0…1, how far the lids are drawn as the target's own
 */
export function wideningOf(openness: number, usual: number, closed: number): number {
  const further = (gain - 1) * (1 - ownLids * closed) * (openness / usual - 1);
  return clamp(1 + further, narrowest, widest);
}

interface Lids {
  readonly edge: readonly number[];
  readonly fold: readonly number[];
  readonly around: readonly number[];
}

/** The refined points of an eye begin with three rings of sixteen, from the lids' edges outwards, side by side. */
function lidsOf(points: readonly number[]): Lids {
  return { edge: points.slice(0, 16), fold: points.slice(16, 32), around: points.slice(32, 48) };
}

const lids = [lidsOf(refinedPoints.leftEye), lidsOf(refinedPoints.rightEye)];

/**
 * Moves the lids of a drawn eye across the line between its corners, which stay.
 * @param side 0 for the subject's right eye, 1 for the left one
 * @param drawn changed
 */
export function widenEye(
  { outerCorner, innerCorner }: Eye,
  side: number,
  widening: number,
  drawn: Landmarks,
): void {
  if (widening === 1) return;
  const [x, y] = [drawn[outerCorner * 3], drawn[outerCorner * 3 + 1]];
  const [dx, dy] = [drawn[innerCorner * 3] - x, drawn[innerCorner * 3 + 1] - y];
  const width = Math.max(1e-6, Math.hypot(dx, dy));
  const [acrossX, acrossY] = [-dy / width, dx / width];
  const { edge, fold, around } = lids[side];
  const move = (point: number, by: number) => {
    drawn[point * 3] += by * acrossX;
    drawn[point * 3 + 1] += by * acrossY;
  };
  edge.forEach((point, i) => {
    const off = (drawn[point * 3] - x) * acrossX + (drawn[point * 3 + 1] - y) * acrossY;
    const by = off * (widening - 1);
    move(point, by);
    move(fold[i], by * followers.fold);
    move(around[i], by * followers.around);
  });
}
