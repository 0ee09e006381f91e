import { regionDistance } from "../face/region.ts";
import type { FollowedRun } from "./follow-runs.ts";
import type { FollowedClip, FollowedFace, FollowedTrack } from "./person.ts";

/** Two followings of one face in one frame: they differ by far less than this share of its size. */
const sameFace = 0.1;

interface OpenTrack {
  readonly id: number;
  readonly faces: FollowedFace[];
}

/**
 * One clip of runs that follow each other without a gap. A face that both runs saw in the frame before the border goes
 * on as one track, and scenes are counted through.
 */
export function joinRuns(runs: readonly FollowedRun[]): FollowedClip {
  const tracks: OpenTrack[] = [];
  let scene = 0;
  let frames = 0;
  for (const run of runs) {
    const scenesBefore = scene - run.sceneBefore;
    for (const track of run.tracks) {
      const faces = track.faces
        .filter(({ frame }) => frame >= run.from)
        .map((face) => ({ ...face, scene: face.scene + scenesBefore }));
      if (faces.length === 0) continue;
      const known = continued(tracks, track, run.from - 1);
      if (known === undefined) tracks.push({ id: tracks.length, faces });
      else known.faces.push(...faces);
    }
    scene = run.lastScene + scenesBefore;
    frames = run.to;
  }
  return { frames, tracks };
}

/** The track that another run's track goes on with: in the frame before the border both are on one face. */
function continued(
  tracks: readonly OpenTrack[],
  { faces }: FollowedTrack,
  border: number,
): OpenTrack | undefined {
  const seen = faces.find(({ frame }) => frame === border);
  const goesOn = faces.some(({ frame }) => frame === border + 1);
  if (seen === undefined || !goesOn) return undefined;
  return tracks.find((track) => {
    const last = track.faces.at(-1);
    return last?.frame === border && regionDistance(last.region, seen.region) < sameFace;
  });
}
