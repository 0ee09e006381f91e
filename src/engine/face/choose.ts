import type { FaceTrack, TrackedFace } from "./track.ts";

/**
 * The face that the clip is about: the largest for the longest. Size counts more than time (exponent 1.5), so that a
 * passer-by in every frame does not win over a close-up in half of them.
 */
export function choosePrimary(tracks: readonly FaceTrack[]): FaceTrack | undefined {
  return best(tracks, (track) => weight(track.faces));
}

/**
 * The primary face, and for every scene that does not show it the main face of that scene: after a cut the same
 * person is seen from elsewhere, which makes another track.
 * @returns the primary first
 */
export function chooseMainTracks(tracks: readonly FaceTrack[]): FaceTrack[] {
  const primary = choosePrimary(tracks);
  if (primary === undefined) return [];
  const chosen = [primary];
  const scenes = new Set(tracks.flatMap((track) => track.faces.map((face) => face.scene)));
  for (const scene of scenes) {
    const inScene = (track: FaceTrack): TrackedFace[] =>
      track.faces.filter((face) => face.scene === scene);
    if (chosen.some((track) => inScene(track).length > 0)) continue;
    const main = best(tracks, (track) => weight(inScene(track)));
    if (main !== undefined) chosen.push(main);
  }
  return chosen;
}

function weight(faces: readonly TrackedFace[]): number {
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
