import { UserError } from "../../core/errors.ts";
import type { FaceModels } from "../face/face-models.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import { findPhotoFace } from "../swap/find-photo-face.ts";
import type { FacePhoto } from "../swap/photo.ts";
import { measureSkin } from "../swap/skin.ts";
import type { FollowedClip, Person } from "./person.ts";
import { linkPeople } from "./link-people.ts";

/**
 * Whose face is replaced by what: one upright photo for the person that the clip is about, or photos by the number of
 * the person in the list of `linkPeople`. Who is not named keeps their face.
 */
export type Casting<Photo> = Photo | ReadonlyMap<number, Photo>;

/**
 * Prepares every photo once, however many people it is for.
 * @throws UserError NO_FACE_IN_PHOTO
 */
export async function prepareCasting(
  atlas: FaceAtlas,
  models: FaceModels,
  casting: Casting<Raster>,
): Promise<ReadonlyMap<number, FacePhoto>> {
  const wanted = isMap(casting) ? casting : new Map([[0, casting]]);
  const prepared = new Map<Raster, FacePhoto>();
  const result = new Map<number, FacePhoto>();
  for (const [index, picture] of wanted) {
    const photo = prepared.get(picture) ?? (await findPhotoFace(atlas, models, picture));
    prepared.set(picture, photo);
    result.set(index, photo);
  }
  return result;
}

/** Somebody in the clip, and the photo that replaces their face; without one it stays as it is. */
export interface Role {
  readonly person: Person;
  readonly photo: FacePhoto | undefined;
}

/**
 * @throws UserError NO_FACE_IN_TARGET; FACE_NOT_LISTED when a photo is for a number that nobody has; TARGET_FACE_TOO_DARK
 * when one is for somebody of whom nothing would be seen
 */
export function castPhotos(
  atlas: FaceAtlas,
  clip: FollowedClip,
  photos: ReadonlyMap<number, FacePhoto>,
): Role[] {
  const people = linkPeople(atlas, clip);
  if (people.length === 0) {
    throw new UserError("NO_FACE_IN_TARGET", { message: `No face in ${clip.frames} frames.` });
  }
  for (const face of photos.keys()) {
    if (!(face in people)) {
      throw new UserError("FACE_NOT_LISTED", {
        message: `Face ${face} of ${people.length} was asked for.`,
        facts: { face, faces: people.length },
      });
    }
    if (!isLit(atlas, people[face])) {
      throw new UserError("TARGET_FACE_TOO_DARK", {
        message: `Face ${face} never reaches a luma of ${leastLight}.`,
        facts: { face },
      });
    }
  }
  return people.map((person, index) => ({ person, photo: photos.get(index) }));
}

/** Luma of the skin, 0…255. Down to 10 a face can be made out on a bright screen; under 6 the detector finds none. */
const leastLight = 8;

/** Whether the face is light enough to be seen in any frame. */
function isLit({ regions }: FaceAtlas, { tracks }: Person): boolean {
  return tracks.some(({ faces }) =>
    faces.some(({ colours }) => measureSkin(regions, colours).luma.median >= leastLight),
  );
}

function isMap(casting: Casting<Raster>): casting is ReadonlyMap<number, Raster> {
  return casting instanceof Map;
}
