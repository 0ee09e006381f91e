import type { FaceAtlas } from "../swap/atlas.ts";
import { addLooks, measureLooks, unlikeness } from "./likeness.ts";
import type { Looks } from "./likeness.ts";
import type { FollowedFace, FollowedTrack } from "./person.ts";

interface View {
  readonly frames: number;
  readonly apart: number;
  /** Whether heads that do not face the camera are compared, too: else nothing changes where there is one. */
  readonly inProfile: boolean;
}

/**
 * The frames on either side of a change that are compared, and how many between them are left out. Not one alone, which
 * may be blurred or a blink; two, since somebody may be seen for a moment only; and some that lie apart, since in a
 * dissolve one face becomes another one little by little. Measured on five clips, one person changes by up to 3.4.
 */
const views: readonly View[] = [
  { frames: 3, apart: 0, inProfile: true },
  { frames: 2, apart: 0, inProfile: false },
  { frames: 3, apart: 4, inProfile: false },
];
/**
 * Weight of a frame's looks from which on a moment or a dissolve is believed: heads turned by more than 46° have less, and
 * change as much from frame to frame as people do.
 */
const squarely = Math.cos((46 * Math.PI) / 180) ** 6;
/** Who comes may go again soon: so many frames around a change a little less is one. */
const again = { frames: 5, share: 0.85 };

/**
 * Ends a track where its face becomes another one: a jump from one person to the next in the same framing is no cut to
 * the eye of a detector that looks at the whole picture, nor a step to one that follows landmarks.
 * @param limit see `unlikeness`
 */
export function splitAtChange(
  atlas: FaceAtlas,
  track: FollowedTrack,
  limit: number,
): FollowedTrack[] {
  const seen = track.faces.map((face) => ({ ...face, looks: measureLooks(atlas, [face]) }));
  const stepAt = (index: number) => changeAt(seen, index, { frames: 1, apart: 0, inProfile: true });
  const starts = new Set<number>();
  const isNear = (index: number, frames: number) =>
    [...starts].some((start) => Math.abs(start - index) < frames);
  for (const view of views) {
    const changes = seen.map((_, index) => changeAt(seen, index, view));
    // Beside a jump everything seems to change, too, but not from one frame to the next.
    const isPeak = (index: number) => {
      const span = view.apart === 0 ? 1 : view.apart + view.frames;
      const near = [...changes.keys()].slice(Math.max(0, index - span), index + span + 1);
      const rates = near.map(view.apart === 0 ? stepAt : (at) => changes[at]);
      return Math.max(...rates) === rates[near.indexOf(index)];
    };
    const add = (least: number, allowed: (index: number) => boolean) => {
      changes.forEach((change, index) => {
        if (change <= least || !allowed(index) || isNear(index, 1 + view.apart)) return;
        if (isPeak(index)) starts.add(index);
      });
    };
    add(limit, () => true);
    if (view.apart === 0) add(limit * again.share, (index) => isNear(index, again.frames));
  }
  const borders = [0, ...[...starts].toSorted((a, b) => a - b)];
  return borders.map((start, part) => ({
    id: track.id,
    faces: track.faces.slice(start, borders[part + 1] ?? track.faces.length),
  }));
}

type Seen = Pick<FollowedFace, "cutOff"> & { readonly looks: Looks };

/** How unlike the frames from this one on are to those before it; 0 where there are none, or the picture ends before the face does. */
function changeAt(
  seen: readonly Seen[],
  index: number,
  { frames, apart, inProfile }: View,
): number {
  const half = Math.ceil(apart / 2);
  const before = seen.slice(Math.max(0, index - half - frames), Math.max(0, index - half));
  const after = seen.slice(index + half, index + half + frames);
  if (before.length === 0 || after.length === 0) return 0;
  const all = [...before, ...after];
  if (all.some(({ cutOff }) => cutOff === true)) return 0;
  if (!inProfile && all.some(({ looks }) => looks.weight < squarely)) return 0;
  const lookOf = (faces: readonly Seen[]) => faces.map(({ looks }) => looks).reduce(addLooks);
  return unlikeness(lookOf(before), lookOf(after));
}
