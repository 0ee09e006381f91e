import type { Square } from "../../../src/engine/crop.ts";
import { chooseMainTracks } from "../../../src/engine/face/choose.ts";
import { detectFaces } from "../../../src/engine/face/detect.ts";
import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import { fitDetection } from "../../../src/engine/face/find-landmarks.ts";
import { regionOfLandmarks } from "../../../src/engine/face/region.ts";
import { createFaceTracker } from "../../../src/engine/face/track.ts";
import type { Pyramid } from "../../../src/engine/pyramid.ts";

/** Where the face is that a swap is about, one a frame; undefined in frames that do not show it. */
export async function findMainFace(
  models: FaceModels,
  frames: readonly Pyramid[],
): Promise<(Square | undefined)[]> {
  const tracker = createFaceTracker(models);
  for (const frame of frames) await tracker.follow(frame);
  const regions = new Map<number, Square>();
  for (const track of chooseMainTracks(tracker.tracks()).toReversed()) {
    for (const face of track.faces) regions.set(face.frame, face.region);
  }
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
