import type { Square } from "../../../src/engine/crop.ts";
import { detectFaces } from "../../../src/engine/face/detect.ts";
import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import { fitDetection } from "../../../src/engine/face/find-landmarks.ts";
import { regionOfLandmarks } from "../../../src/engine/face/region.ts";
import { createFaceFollower } from "../../../src/engine/people/follow-faces.ts";
import { linkPeople } from "../../../src/engine/people/link-people.ts";
import type { Pyramid } from "../../../src/engine/pyramid.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";

/** Where the face is that a swap is about, one a frame; undefined in frames that do not show it. */
export async function findMainFace(
  models: FaceModels,
  frames: readonly Pyramid[],
): Promise<(Square | undefined)[]> {
  const atlas = createFaceAtlas(models.mesh);
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  for (const frame of frames) await follower.follow(frame.level(0));
  const [main] = linkPeople(atlas, follower.clip());
  const faces = main?.tracks.flatMap((track) => track.faces) ?? [];
  const regions = new Map(faces.map(({ frame, region }): [number, Square] => [frame, region]));
  return frames.map((_, index) => regions.get(index));
}

/** Where the largest face of a photo is. */
export async function findPhotoFace(
  models: FaceModels,
  photo: Pyramid,
): Promise<Square | undefined> {
  const detections = await detectFaces(models, photo, { tiles: true });
  const [largest] = detections.toSorted((a, b) => b.width - a.width);
  if (largest === undefined) return undefined;
  const fit = await fitDetection(models, photo, largest);
  return fit === undefined ? undefined : regionOfLandmarks(fit.landmarks);
}
