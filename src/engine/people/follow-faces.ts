import type { FaceModels } from "../face/face-models.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { createFaceTracker } from "../face/track.ts";
import type { TrackedFace } from "../face/track.ts";
import { createPyramid } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import { levelForCells } from "../swap/photo.ts";
import { sampleUv } from "../swap/sample-uv.ts";
import type { Stopwatch } from "../swap/stopwatch.ts";
import type { FollowedClip, FollowedFace } from "./person.ts";

/**
 * Follows every face of a run of frames. Frames are looked at one by one and not kept; what is kept is plain data. Who
 * the faces belong to is `linkPeople`'s business.
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
      for (const { landmarks } of tracker.current()) {
        looks.set(
          landmarks,
          stopwatch.measure("unroll", () => unroll(atlas, pyramid, landmarks)),
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
  looks: ReadonlyMap<Landmarks, Uint8Array>,
): FollowedFace[] {
  return faces.flatMap((face) => {
    const colours = looks.get(face.landmarks);
    return colours === undefined ? [] : [{ ...face, colours }];
  });
}

function unroll({ grid }: FaceAtlas, pyramid: Pyramid, landmarks: Landmarks): Uint8Array {
  const colours = new Uint8Array(grid.size * grid.size * 3);
  sampleUv(grid, levelForCells(pyramid, landmarks, grid.size), landmarks, colours);
  return colours;
}
