import { boundsOf } from "../face/bounds.ts";
import type { FaceModels } from "../face/face-models.ts";
import { MESH_POINTS } from "../face/landmarks.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { fitPose } from "../face/pose.ts";
import { createFaceTracker } from "../face/track.ts";
import type { TrackedFace } from "../face/track.ts";
import { createPyramid } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import { sampleGlassesBand } from "../swap/glasses-band.ts";
import { findOverlay } from "../swap/find-overlay.ts";
import { withoutOverlay } from "../swap/overlay.ts";
import { measureGrain } from "../swap/measure-grain.ts";
import { measureSoftness } from "../swap/measure-softness.ts";
import { levelForCells } from "../swap/photo.ts";
import type { Stopwatch } from "../swap/stopwatch.ts";
import type { FollowedClip, FollowedFace } from "./person.ts";

/**
 * Follows every face of a run of frames. Frames are looked at one by one and not kept; what is kept is plain data. Who
 * the faces belong to is `linkPeople`'s business.
 */
export function createFaceFollower(atlas: FaceAtlas, models: FaceModels, stopwatch: Stopwatch) {
  const tracker = createFaceTracker(models);
  const looks = new Map<Landmarks, Look>();
  let count = 0;
  let lastScene: number | undefined;

  return {
    /** Takes the next frame; calls must not overlap. */
    async follow(picture: Raster): Promise<void> {
      const pyramid = stopwatch.measure("track", () => createPyramid(picture));
      await stopwatch.measureAsync("track", () => tracker.follow(pyramid));
      const begins = tracker.scene() !== lastScene;
      lastScene = tracker.scene();
      for (const { landmarks, frame } of tracker.current()) {
        const wanted = {
          glasses: frame % glassesEvery === 0,
          focus: begins || frame % focusEvery === 0,
        };
        looks.set(
          landmarks,
          stopwatch.measure("unroll", () => lookAt(atlas, pyramid, landmarks, wanted)),
        );
      }
      count++;
    },

    /** The scene of the frame that came last. */
    scene: () => tracker.scene(),

    clip(): FollowedClip {
      const tracks = tracker
        .tracks()
        .map(({ id, faces }) => ({ id, faces: withLooks(faces, looks) }));
      return { frames: count, tracks };
    },
  };
}

/** Every face was looked at when its frame came. */
function withLooks(
  faces: readonly TrackedFace[],
  looks: ReadonlyMap<Landmarks, Look>,
): FollowedFace[] {
  return faces.flatMap((face) => {
    const look = looks.get(face.landmarks);
    return look === undefined ? [] : [{ ...face, ...look }];
  });
}

/** What is kept of a face besides its place. */
type Look = Pick<FollowedFace, "colours" | "glasses" | "softness" | "grain" | "overlay" | "cutOff">;

/** Glasses stay where they are: every third frame tells enough of them. */
const glassesEvery = 3;
/** A scene's focus and grain hardly change, and one look at them takes as long as unrolling three faces. */
const focusEvery = 16;

function lookAt(
  { mesh, grid, glassesPlane, readColours }: FaceAtlas,
  picture: Pyramid,
  landmarks: Landmarks,
  wanted: Readonly<Record<"glasses" | "focus", boolean>>,
): Look {
  const overlay = findOverlay(picture, landmarks);
  const pyramid =
    overlay === undefined
      ? picture
      : createPyramid(withoutOverlay(picture.level(0), overlay, boundsOf(landmarks)));
  const colours = readColours(levelForCells(pyramid, landmarks, grid.size), landmarks);
  const cutOff = isCutOff(picture, landmarks);
  return {
    colours,
    overlay,
    cutOff,
    ...(wanted.focus && {
      softness: measureSoftness(pyramid.level(0), landmarks),
      grain: measureGrain(pyramid.level(0), landmarks),
    }),
    ...(wanted.glasses && {
      glasses: sampleGlassesBand(glassesPlane, pyramid, fitPose(landmarks, mesh)),
    }),
  };
}

/** Of a face's points, a fifth outside the picture: an eye, or the mouth with the chin. */
const mostOutside = 0.2;

function isCutOff({ width, height }: Pyramid, landmarks: Landmarks): true | undefined {
  let outside = 0;
  for (let at = 0; at < MESH_POINTS * 3; at += 3) {
    const x = landmarks[at];
    const y = landmarks[at + 1];
    if (x < 0 || y < 0 || x > width || y > height) outside++;
  }
  return outside > mostOutside * MESH_POINTS ? true : undefined;
}
