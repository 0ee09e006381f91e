import { UserError } from "../../core/errors.ts";
import { detectFaces } from "../face/detect.ts";
import type { FaceModels } from "../face/face-models.ts";
import { findLandmarks, fitDetection } from "../face/find-landmarks.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { boundsOf } from "../face/bounds.ts";
import { measureOpenness } from "../face/openness.ts";
import { fitPose, normaliseShape } from "../face/pose.ts";
import type { Pose } from "../face/pose.ts";
import { regionOfLandmarks } from "../face/region.ts";
import { createPyramid } from "../pyramid.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import { createBaseMask } from "../swap/base-mask.ts";
import { preparePhoto, unroll } from "../swap/photo.ts";
import type { FacePhoto } from "../swap/photo.ts";
import { meanOver, mirrored } from "../swap/uv-grid.ts";
import { clamp } from "../swap/smoothstep.ts";
import { measureBlur } from "./measure-blur.ts";
import { measureCover } from "./measure-cover.ts";
import { measureHues } from "./measure-hues.ts";
import type { PhotoFigures } from "./photo-figures.ts";

/** Blur is looked for in as many pixels as a face of usual size gets in a GIF, and never in more than there are. */
const blurSide = { share: 0.8, least: 40, most: 96 };

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
    const shape = normaliseShape(landmarks, pose);
    const unrolled = unroll(atlas, pyramid, landmarks);
    const photo = preparePhoto(atlas, pyramid, landmarks, shape, unrolled);
    const others = bySize.filter((other) => other !== detection);
    const figures = {
      ...measureFace(pyramid, landmarks, pose),
      light: unrolled.skin.luma.median,
      cover: measureCover(atlas, unrolled, photo.cutOff),
      hues: measureHues(atlas, unrolled.colours, photo),
      inside: measureInside(atlas, photo),
      browsHidden: photo.browsHidden,
      eyesHidden: photo.eyesHidden,
      others: others.map(({ width }) => width / detection.width),
    };
    return { photo, figures };
  }
  throw new UserError("NO_FACE_IN_PHOTO", {
    message: `No face in a photo of ${picture.width} × ${picture.height} pixels.`,
  });
}

function measureFace(pyramid: Pyramid, landmarks: Landmarks, { yaw, pitch }: Pose) {
  const box = boundsOf(landmarks);
  const size = Math.max(box.width, box.height);
  const { mouth, rightEye, leftEye } = measureOpenness(landmarks);
  const side = Math.round(clamp(size * blurSide.share, blurSide.least, blurSide.most));
  return {
    size,
    yaw,
    pitch,
    blur: measureBlur(pyramid, landmarks, side),
    mouth,
    eyes: Math.max(rightEye, leftEye),
  };
}

/** What a cell of the face counts that is cut off on one half and drawn from the other. */
const fromOtherHalf = 0.25;

function measureInside(atlas: FaceAtlas, { cutOff }: FacePhoto): number {
  const missing = cutOff.map((cut, cell) =>
    cutOff[mirrored(cell, atlas.grid.size)] > 0 ? cut : cut * fromOtherHalf,
  );
  return 1 - meanOver(createBaseMask(atlas, undefined), missing);
}
