import { chooseMainTracks, weightOf } from "../face/choose.ts";
import type { FollowedTrack, Person } from "./person.ts";

/** In a crowd nobody chooses among more faces than this, and every one that is drawn costs time and memory. */
const mostPeople = 12;

/**
 * Who is in a clip. The list depends on nothing but the tracks, so that the same file always gives the same one: first
 * the person that the clip is about, whom a swap without a choice replaces, then the others, who is larger for longer
 * first, and of equals who comes earlier; at most twelve.
 */
export function linkPeople(tracks: readonly FollowedTrack[]): Person[] {
  const main = new Set(chooseMainTracks(tracks).map(({ id }) => id));
  const others = tracks
    .filter(({ id }) => !main.has(id))
    .toSorted((a, b) => weightOf(b.faces) - weightOf(a.faces));
  const people = others.map((track) => ({ tracks: [track] }));
  if (main.size === 0) return people;
  const first = { tracks: tracks.filter(({ id }) => main.has(id)) };
  return [first, ...people].slice(0, mostPeople);
}
