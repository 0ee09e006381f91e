import type { FaceTrack, TrackedFace } from "./track.ts";

/**
 * The face that the clip is about: the largest for the longest. Size counts more than time (exponent 1.5), so that a
 * passer-by in every frame does not win over a close-up in half of them.
 */
export function choosePrimary(tracks: readonly FaceTrack[]): FaceTrack | undefined {
  return best(tracks, (track) => weightOf(track.faces));
}

/** Somebody who comes back is at least this large, as a share of before: who is smaller passes by behind. */
const MIN_RETURN_SIZE = 0.5;

/**
 * The faces that are taken for one person:
 * - the primary face;
 * - for every scene that does not show it, the main face of that scene: after a cut the same person is seen from
 *   elsewhere, which makes another track;
 * - who appears in a scene while its main face is away and is about as large: after an absence the same person makes
 *   another track too. Faces are not recognised, so a change of persons looks the same.
 * @returns the primary first
 */
export function chooseMainTracks(tracks: readonly FaceTrack[]): FaceTrack[] {
  const primary = choosePrimary(tracks);
  if (primary === undefined) return [];
  const chosen = [primary];
  const scenes = new Set(tracks.flatMap((track) => track.faces.map((face) => face.scene)));
  for (const scene of scenes) {
    if (chosen.some((track) => inScene(track, scene).length > 0)) continue;
    const main = best(tracks, (track) => weightOf(inScene(track, scene)));
    if (main !== undefined) chosen.push(main);
  }
  for (const scene of scenes) chosen.push(...returns(tracks, chosen, scene));
  return chosen;
}

/** The tracks of a scene that share no frame with those chosen already, the main one first. */
function returns(
  tracks: readonly FaceTrack[],
  chosen: readonly FaceTrack[],
  scene: number,
): FaceTrack[] {
  const taken = new Set(chosen.flatMap((track) => track.faces.map((face) => face.frame)));
  const minSize = meanSize(chosen.flatMap((track) => inScene(track, scene))) * MIN_RETURN_SIZE;
  const found: FaceTrack[] = [];
  const candidates = tracks
    .filter((track) => inScene(track, scene).length > 0 && meanSize(track.faces) >= minSize)
    .toSorted((a, b) => weightOf(b.faces) - weightOf(a.faces));
  for (const track of candidates) {
    if (track.faces.some((face) => taken.has(face.frame))) continue;
    for (const face of track.faces) taken.add(face.frame);
    found.push(track);
  }
  return found;
}

function inScene(track: FaceTrack, scene: number): TrackedFace[] {
  return track.faces.filter((face) => face.scene === scene);
}

/** @param faces at least one */
function meanSize(faces: readonly TrackedFace[]): number {
  return faces.reduce((sum, face) => sum + face.region.size, 0) / faces.length;
}

/** How much a clip is about a face: its size counts more than its time. */
export function weightOf(faces: readonly TrackedFace[]): number {
  return faces.reduce((sum, face) => sum + face.region.size ** 1.5, 0);
}

/** The first of the highest, if any is above 0. */
function best(
  tracks: readonly FaceTrack[],
  rate: (track: FaceTrack) => number,
): FaceTrack | undefined {
  let chosen: FaceTrack | undefined;
  let highest = 0;
  for (const track of tracks) {
    const rating = rate(track);
    if (rating > highest) [chosen, highest] = [track, rating];
  }
  return chosen;
}
