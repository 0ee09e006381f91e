import { UserError } from "../../core/errors.ts";
import { detectFaces } from "../face/detect.ts";
import type { FaceModels } from "../face/face-models.ts";
import { findLandmarks, fitDetection } from "../face/find-landmarks.ts";
import { fitPose, normaliseShape } from "../face/pose.ts";
import { regionOfLandmarks } from "../face/region.ts";
import { createPyramid } from "../pyramid.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "./atlas.ts";
import { preparePhoto } from "./photo.ts";
import type { FacePhoto } from "./photo.ts";

/**
 * Finds the largest face of a photo and prepares it.
 * @param picture upright, any size
 * @throws UserError NO_FACE_IN_PHOTO
 */
export async function findPhotoFace(
  atlas: FaceAtlas,
  models: FaceModels,
  picture: Raster,
): Promise<FacePhoto> {
  const pyramid = createPyramid(picture);
  const detections = await detectFaces(models, pyramid, { tiles: true });
  for (const detection of detections.toSorted((a, b) => b.width - a.width)) {
    const fit = await fitDetection(models, pyramid, detection);
    if (fit === undefined) continue;
    // A clip's landmarks settle over many frames; a photo's have these three looks.
    const { landmarks } = await findLandmarks(models, pyramid, regionOfLandmarks(fit.landmarks));
    const shape = normaliseShape(landmarks, fitPose(landmarks, atlas.mesh));
    return preparePhoto(atlas, pyramid, landmarks, shape);
  }
  throw new UserError("NO_FACE_IN_PHOTO", {
    message: `No face in a photo of ${picture.width} × ${picture.height} pixels.`,
  });
}
