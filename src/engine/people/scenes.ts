import { fitPose, normaliseShape } from "../face/pose.ts";
import { smoothTrack } from "../face/smooth.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import type { FaceFrame } from "../swap/clip-appearance.ts";
import type { Scenes } from "../swap/swap-scenes.ts";
import type { Person } from "./person.ts";

/** A person's faces, smoothed, by the scene that they are in. */
export function scenesOf({ mesh }: FaceAtlas, person: Person): Scenes {
  const faces = person.tracks.flatMap((track) => track.faces).toSorted((a, b) => a.frame - b.frame);
  // As one track, so that it does not tremble where the tracker was in doubt for a moment.
  const smoothed = smoothTrack({ id: 0, faces }).faces;
  const scenes = new Map<number, FaceFrame[]>();
  faces.forEach(({ colours, glasses, softness, grain, overlay, frame, scene }, index) => {
    const { landmarks } = smoothed[index];
    const pose = fitPose(landmarks, mesh);
    const shape = normaliseShape(landmarks, pose);
    const frames = scenes.get(scene) ?? [];
    frames.push({ frame, landmarks, pose, shape, colours, glasses, softness, grain, overlay });
    scenes.set(scene, frames);
  });
  return [...scenes.values()];
}
