import { UserError } from "../../core/errors.ts";
import type { FaceModels } from "../face/face-models.ts";
import { inspectPhoto } from "../photo-gate/inspect-photo.ts";
import { judgePhoto } from "../photo-gate/judge-photo.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "./atlas.ts";
import type { FacePhoto } from "./photo.ts";

/**
 * Finds the largest face of a photo and prepares it.
 * @param picture upright, any size
 * @throws UserError NO_FACE_IN_PHOTO, or the code of the worst fault of a photo that `judgePhoto` refuses
 */
export async function findPhotoFace(
  atlas: FaceAtlas,
  models: FaceModels,
  picture: Raster,
): Promise<FacePhoto> {
  const { photo, figures } = await inspectPhoto(atlas, models, picture);
  const [worst] = judgePhoto(figures).faults;
  if (worst?.refused) {
    throw new UserError(worst.code, {
      message: `The photo's face makes no good swap: ${JSON.stringify(figures)}.`,
      facts: worst.facts,
    });
  }
  return photo;
}
