import { UserError } from "../../core/errors.ts";
import { chooseMainTracks } from "../face/choose.ts";
import type { FaceModels } from "../face/face-models.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { fitPose, normaliseShape } from "../face/pose.ts";
import { smoothTrack } from "../face/smooth.ts";
import { createFaceTracker } from "../face/track.ts";
import type { TrackedFace } from "../face/track.ts";
import { createPyramid } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "./atlas.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { levelForCells } from "./photo.ts";
import { sampleUv } from "./sample-uv.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** The face to replace, scene by scene: after a cut, light and size are others. */
export type Scenes = readonly (readonly FaceFrame[])[];

/** Faces in a crowd beyond the largest of a frame are never the main one; their looks are not kept. */
const mostFaces = 4;

/**
 * Follows the clip's main face. Frames are looked at one by one and not kept; of each face the landmarks and its
 * unrolled colours stay, about 33 kB a frame.
 */
export function createFaceFollower(atlas: FaceAtlas, models: FaceModels, stopwatch: Stopwatch) {
  const tracker = createFaceTracker(models);
  const looks = new Map<Landmarks, Uint8Array>();
  let count = 0;

  return {
    /** Takes the next frame; calls must not overlap. */
    async follow(picture: Raster): Promise<void> {
      const pyramid = createPyramid(picture);
      await stopwatch.measureAsync("track", () => tracker.follow(pyramid));
      const faces = tracker.tracks().flatMap((track) => track.faces.slice(-1));
      faces
        .filter(({ frame }) => frame === count)
        .toSorted((a, b) => b.region.size - a.region.size)
        .slice(0, mostFaces)
        .forEach(({ landmarks }) => {
          const look = stopwatch.measure("unroll", () => unroll(atlas, pyramid, landmarks));
          looks.set(landmarks, look);
        });
      count++;
    },

    /** @throws UserError NO_FACE_IN_TARGET */
    scenes(): Scenes {
      const scenes = new Map<string, FaceFrame[]>();
      for (const track of chooseMainTracks(tracker.tracks())) {
        const smoothed = smoothTrack(track).faces;
        track.faces.forEach((face, i) => {
          const colours = looks.get(face.landmarks);
          if (colours === undefined) return;
          const key = `${track.id} ${face.scene}`;
          const scene = scenes.get(key) ?? [];
          scene.push(faceFrame(atlas, smoothed[i], colours));
          scenes.set(key, scene);
        });
      }
      if (scenes.size === 0) {
        throw new UserError("NO_FACE_IN_TARGET", { message: `No face in ${count} frames.` });
      }
      return [...scenes.values()];
    },
  };
}

function unroll({ grid }: FaceAtlas, pyramid: Pyramid, landmarks: Landmarks): Uint8Array {
  const colours = new Uint8Array(grid.size * grid.size * 3);
  sampleUv(grid, levelForCells(pyramid, landmarks, grid.size), landmarks, colours);
  return colours;
}

function faceFrame({ mesh }: FaceAtlas, face: TrackedFace, colours: Uint8Array): FaceFrame {
  const { landmarks, frame } = face;
  const pose = fitPose(landmarks, mesh);
  return { frame, landmarks, pose, shape: normaliseShape(landmarks, pose), colours };
}
