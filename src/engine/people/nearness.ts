import type { Square } from "../crop.ts";
import type { FollowedFace, FollowedTrack } from "./person.ts";

/** Frames after which a face that was hidden may be anywhere (to 1/e). */
const memory = 8;
/** At this many regions' sizes from each other two faces have nothing to do with each other. */
const reach = 0.8;

/**
 * How surely one of these tracks goes on where another one ended, 0…1: soon, nearby, in the same scene and size.
 * @param a tracks that share no frame with any of `b`
 */
export function nearness(a: readonly FollowedTrack[], b: readonly FollowedTrack[]): number {
  let best = 0;
  for (const first of a) {
    for (const second of b) {
      const earlier = first.faces[0].frame < second.faces[0].frame;
      best = Math.max(best, earlier ? follow(first, second) : follow(second, first));
    }
  }
  return best;
}

function follow(before: FollowedTrack, after: FollowedTrack): number {
  const end = before.faces[before.faces.length - 1];
  const [start] = after.faces;
  if (end.scene !== start.scene || start.frame <= end.frame) return 0;
  // One track that was ended by `splitAtChange`: what goes on there is somebody else, by all that was seen.
  if (before.id === after.id && start.frame === end.frame + 1) return 0;
  return Math.exp((end.frame + 1 - start.frame) / memory) * closeness(end, start);
}

function closeness({ region: a }: FollowedFace, { region: b }: FollowedFace): number {
  const distance = Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY) / meanSize(a, b);
  const ratio = Math.abs(Math.log2(a.size / b.size));
  return Math.max(0, 1 - distance / reach) * Math.max(0, 1 - ratio);
}

function meanSize(a: Square, b: Square): number {
  return (a.size + b.size) / 2;
}
