import { fitPose, normaliseShape } from "../face/pose.ts";
import { smoothTrack } from "../face/smooth.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import type { FaceFrame } from "../swap/clip-appearance.ts";
import type { Scenes } from "../swap/swap-scenes.ts";
import type { FollowedTrack, Person } from "./person.ts";

/** A person's faces, smoothed, by the scene that they are in. */
export function scenesOf(atlas: FaceAtlas, person: Person): Scenes {
  const scenes = new Map<number, FaceFrame[]>();
  for (const track of person.tracks) {
    for (const { scene, face } of faceFrames(atlas, track)) {
      const frames = scenes.get(scene) ?? [];
      frames.push(face);
      scenes.set(scene, frames);
    }
  }
  return [...scenes.values()].map((frames) => frames.toSorted((a, b) => a.frame - b.frame));
}

function faceFrames({ mesh }: FaceAtlas, track: FollowedTrack) {
  const smoothed = smoothTrack(track).faces;
  return track.faces.map(({ colours, frame, scene }, index) => {
    const { landmarks } = smoothed[index];
    const pose = fitPose(landmarks, mesh);
    const shape = normaliseShape(landmarks, pose);
    return { scene, face: { frame, landmarks, pose, shape, colours } };
  });
}
