import type { FaceAtlas } from "../swap/atlas.ts";
import { addLooks, measureLooks, unlikeness } from "./likeness.ts";
import type { Looks } from "./likeness.ts";
import type { FollowedTrack } from "./person.ts";

/** Frames on either side that are compared: one alone may be blurred or a blink. */
const around = 3;

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
  const looks = track.faces.map((face) => measureLooks(atlas, [face]));
  const changes = looks.map((_, index) => changeAt(looks, index));
  const isPeak = (index: number) =>
    changes
      .slice(Math.max(0, index - around), index + around + 1)
      .every((other) => other <= changes[index]);
  const starts = [...changes.keys()].filter((index) => changes[index] > limit && isPeak(index));
  return [0, ...starts].map((start, part) => ({
    id: track.id,
    faces: track.faces.slice(start, starts[part] ?? track.faces.length),
  }));
}

/** How unlike the frames from this one on are to those before it; 0 where there are none. */
function changeAt(looks: readonly Looks[], index: number): number {
  const before = looks.slice(Math.max(0, index - around), index);
  const after = looks.slice(index, index + around);
  return before.length === 0 ? 0 : unlikeness(before.reduce(addLooks), after.reduce(addLooks));
}
