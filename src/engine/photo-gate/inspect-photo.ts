import { UserError } from "../../core/errors.ts";
import { detectFaces } from "../face/detect.ts";
import type { Detection } from "../face/detect.ts";
import type { FaceModels } from "../face/face-models.ts";
import { findLandmarks, fitDetection } from "../face/find-landmarks.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { boundsOf } from "../face/bounds.ts";
import { measureOpenness } from "../face/openness.ts";
import { fitPose, normaliseShape } from "../face/pose.ts";
import type { Pose } from "../face/pose.ts";
import { regionOfLandmarks } from "../face/region.ts";
import { intersection } from "../gif/rect.ts";
import { createPyramid } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import { preparePhoto } from "../swap/photo.ts";
import type { FacePhoto } from "../swap/photo.ts";
import type { PhotoFigures } from "./photo-figures.ts";

export interface InspectedPhoto {
  readonly photo: FacePhoto;
  readonly figures: PhotoFigures;
}

/**
 * Finds the largest face of a photo, prepares it for swaps and measures what they depend on.
 * @param picture upright, any size
 * @throws UserError NO_FACE_IN_PHOTO
 */
export async function inspectPhoto(
  atlas: FaceAtlas,
  models: FaceModels,
  picture: Raster,
): Promise<InspectedPhoto> {
  const pyramid = createPyramid(picture);
  const detections = await detectFaces(models, pyramid, { tiles: true });
  const bySize = detections.toSorted((a, b) => b.width - a.width);
  for (const detection of bySize) {
    const fit = await fitDetection(models, pyramid, detection);
    if (fit === undefined) continue;
    // A clip's landmarks settle over many frames; a photo's have these three looks.
    const { landmarks } = await findLandmarks(models, pyramid, regionOfLandmarks(fit.landmarks));
    const pose = fitPose(landmarks, atlas.mesh);
    const photo = preparePhoto(atlas, pyramid, landmarks, normaliseShape(landmarks, pose));
    const others = bySize.filter((other) => other !== detection);
    return { photo, figures: measure(pyramid, landmarks, pose, shares(others, detection)) };
  }
  throw new UserError("NO_FACE_IN_PHOTO", {
    message: `No face in a photo of ${picture.width} × ${picture.height} pixels.`,
  });
}

function shares(others: readonly Detection[], main: Detection): number[] {
  return others.map(({ width }) => width / main.width);
}

function measure(
  { width, height }: Pyramid,
  landmarks: Landmarks,
  { yaw, pitch }: Pose,
  others: readonly number[],
): PhotoFigures {
  const box = boundsOf(landmarks);
  const shown = intersection(box, { x: 0, y: 0, width, height });
  const { mouth, rightEye, leftEye } = measureOpenness(landmarks);
  return {
    size: Math.max(box.width, box.height),
    yaw,
    pitch,
    mouth,
    eyes: Math.max(rightEye, leftEye),
    inside: (shown.width * shown.height) / (box.width * box.height),
    others,
  };
}
