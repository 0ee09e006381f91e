import type { FaceAtlas } from "../swap/atlas.ts";
import { isNegative } from "./is-negative.ts";
import { addLooks, measureLooks, unlikeness } from "./likeness.ts";
import type { Looks } from "./likeness.ts";
import { nearness } from "./nearness.ts";
import { splitAtChange } from "./split-at-change.ts";
import type { FollowedClip, FollowedTrack, Person } from "./person.ts";
import { importance } from "./importance.ts";

/** In a crowd nobody chooses among more faces than this, and every one that is drawn costs time and memory. */
const mostPeople = 12;
/** A face seen for less than this is a pattern that looked like one, or somebody whom nobody would choose. */
const leastSeen = { frames: 3, share: 0.25 };
/** The clearest frame of a person leaves less doubt than this, even one in dim light; a toy's goggles leave 1e-7. */
const littleDoubt = 1e-8;
/** Tracks that come and go in a crowd are many and small; the comparison of all with all grows with their square. */
const mostTracks = 200;
/**
 * Tracks less unlike than this show one person. Measured on the clips and pictures that `likeness.ts` names: takes of
 * one person lie below 2.9 in 9 of 10 cases, two people above 3.2 in 99 of 100.
 */
const sameFace = 3;
/** A track whose face changes by more than this from one moment to the next has lost its own. */
const otherFace = 3.8;
/** The main face of a scene without the main person is that person in another light, unless it is more unlike. */
const sameRole = 3.3;
/** How much more unlike the end of one track and the beginning of another may be that follow each other in place. */
const flow = { known: 0.3, unknown: 1.2 };
/** A face seen for a moment, half hidden or in motion, says little: so many frames say half, and the rest is a guess. */
const halfSure = { frames: 2, guess: 2.4 };

interface Group {
  readonly tracks: readonly FollowedTrack[];
  readonly looks: Looks;
  /** 1 for each frame that shows the person. */
  readonly frames: Uint8Array;
}

/**
 * Who is in a clip: tracks are put together by likeness, and by time and place where one goes on where another ended,
 * the likest first, as long as they share no frame (agglomerative clustering, Ward 1963, with sums for centres).
 *
 * The list depends on nothing but the tracks, so that the same file always gives the same one: first the person that
 * the clip is about, whom a swap without a choice replaces, then who is larger for longer, and of equals who comes
 * earlier; at most twelve.
 */
export function linkPeople(atlas: FaceAtlas, clip: FollowedClip): Person[] {
  const tracks = clip.tracks
    .flatMap((track) => splitAtChange(atlas, track, otherFace))
    .toSorted((a, b) => importance(b.faces) - importance(a.faces))
    .slice(0, mostTracks);
  const groups = merge(
    tracks.map((track) => groupOf(atlas, track, clip.frames)),
    sameFace,
  );
  const leastFrames = Math.min(leastSeen.frames, Math.ceil(clip.frames * leastSeen.share));
  const isSeen = (group: Group) => countFrames(group) >= leastFrames;
  const faces = groups.filter(({ tracks: of }) => !isNegative(atlas, coloursOf(of)));
  const [main, ...others] = adopt(
    byImportance(faces.filter((group) => isSeen(group) || isClear(group))),
  );
  if (main === undefined) return [];
  return [main, ...others.filter(isSeen)].slice(0, mostPeople).map((group) => ({
    tracks: group.tracks.toSorted((a, b) => a.faces[0].frame - b.faces[0].frame),
  }));
}

function groupOf(atlas: FaceAtlas, track: FollowedTrack, frames: number): Group {
  const shown = new Uint8Array(frames);
  for (const { frame } of track.faces) shown[frame] = 1;
  return { tracks: [track], looks: measureLooks(atlas, track.faces), frames: shown };
}

function coloursOf(tracks: readonly FollowedTrack[]): Uint8Array[] {
  return tracks.flatMap(({ faces }) => faces.map(({ colours }) => colours));
}

/** Whether what is seen for a moment is a face without doubt. */
function isClear({ tracks }: Group): boolean {
  return tracks.some(({ faces }) => faces.some(({ presence }) => 1 - presence < littleDoubt));
}

/** Puts the two groups together that are likest, until all that are left are too unlike. */
function merge(groups: readonly Group[], limit: number): Group[] {
  const left: (Group | undefined)[] = [...groups];
  const costs = left.map((a, i) => left.map((b, j) => (j < i ? costOf(a, b) : Infinity)));
  for (;;) {
    const [i, j] = cheapest(costs);
    const [a, b] = [left[i], left[j]];
    if (a === undefined || b === undefined || costs[i][j] > limit) {
      return left.filter((group) => group !== undefined);
    }
    left[j] = union(a, b);
    left[i] = undefined;
    for (let k = 0; k < left.length; k++) {
      const [high, low] = [Math.max(j, k), Math.min(j, k)];
      if (k !== j) costs[high][low] = costOf(left[j], left[k]);
      costs[Math.max(i, k)][Math.min(i, k)] = Infinity;
    }
  }
}

function cheapest(costs: readonly (readonly number[])[]): [number, number] {
  let [row, column] = [0, 0];
  costs.forEach((values, i) => {
    values.forEach((cost, j) => {
      if (cost < costs[row][column]) [row, column] = [i, j];
    });
  });
  return [row, column];
}

function costOf(a: Group | undefined, b: Group | undefined): number {
  if (a === undefined || b === undefined || meet(a, b)) return Infinity;
  const frames = Math.min(countFrames(a), countFrames(b));
  const sure = frames / (frames + halfSure.frames);
  const cost = sure * unlikeness(a.looks, b.looks) + (1 - sure) * halfSure.guess;
  const bonus = flow.known * sure + flow.unknown * (1 - sure);
  return cost - bonus * nearness(a.tracks, b.tracks);
}

function countFrames({ tracks }: Group): number {
  return tracks.reduce((sum, { faces }) => sum + faces.length, 0);
}

function meet(a: Group, b: Group): boolean {
  return a.frames.some((shown, frame) => shown === 1 && b.frames[frame] === 1);
}

function union(a: Group, b: Group): Group {
  return {
    tracks: [...a.tracks, ...b.tracks],
    looks: addLooks(a.looks, b.looks),
    frames: a.frames.map((shown, frame) => shown | b.frames[frame]),
  };
}

function byImportance(groups: readonly Group[]): Group[] {
  const weight = ({ tracks }: Group) => importance(tracks.flatMap(({ faces }) => faces));
  const start = ({ tracks }: Group) => Math.min(...tracks.map(({ faces }) => faces[0].frame));
  return groups.toSorted((a, b) => weight(b) - weight(a) || start(a) - start(b));
}

/** A clip about one person shows them in most of its scenes: for those that do not seem to, that decides a doubt. */
function adopt([main, ...others]: readonly Group[]): Group[] {
  if (main === undefined) return [];
  const rest: Group[] = [];
  let first = main;
  for (const group of others) {
    const isMain = isFirstIn(group, [first, ...rest]);
    if (isMain && unlikeness(first.looks, group.looks) < sameRole) first = union(first, group);
    else rest.push(group);
  }
  return [first, ...rest];
}

/** Is nobody more important to be seen in any scene of this group? `before` are the more important ones. */
function isFirstIn(group: Group, before: readonly Group[]): boolean {
  const scenes = scenesOf(group);
  return before.every((other) => [...scenesOf(other)].every((scene) => !scenes.has(scene)));
}

function scenesOf({ tracks }: Group): Set<number> {
  return new Set(tracks.flatMap(({ faces }) => faces.map(({ scene }) => scene)));
}
