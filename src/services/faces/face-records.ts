import { z } from "zod";
import { sealed } from "./sealed.ts";

const savedFace = z.object({
  id: z.string(),
  /** As the person typed it, trimmed; unique for them, whatever the capitals. */
  name: z.string(),
  /** `writing`: its picture may not be in the store yet; one that stays so belongs to a process that died. */
  state: z.enum(["writing", "ready"]),
  /** Unix milliseconds. */
  savedAt: z.number(),
  usedAt: z.number(),
});
type FaceEntry = z.infer<typeof savedFace>;

/** What a person has saved, without the pictures. The key is the person's id. */
export const facesOfPerson = z.object({
  v: z.literal(1),
  faces: z.array(savedFace),
  defaultId: z.string().optional(),
});
export type FacesOfPerson = z.infer<typeof facesOfPerson>;

/** One picture; the key is `photoKey`. */
export const facePhotoRecord = z.object({ v: z.literal(1), photo: sealed });
export type FacePhotoRecord = z.infer<typeof facePhotoRecord>;

export function photoKey(personId: string, faceId: string): string {
  return `${personId}:${faceId}`;
}

const noFaces: FacesOfPerson = { v: 1, faces: [] };

/** The person's faces without those that `isOver` names. */
export function withoutFaces(
  person: FacesOfPerson = noFaces,
  isOver: (face: FaceEntry) => boolean,
): FacesOfPerson {
  const faces = person.faces.filter((face) => !isOver(face));
  const { defaultId } = person;
  return {
    v: 1,
    faces,
    ...(faces.some(({ id }) => id === defaultId) && { defaultId }),
  };
}

/** The person's faces with one of them changed; those of somebody who has none are none. */
export function withFace(
  person: FacesOfPerson = noFaces,
  faceId: string,
  change: Partial<FaceEntry>,
): FacesOfPerson {
  const faces = person.faces.map((face) => (face.id === faceId ? { ...face, ...change } : face));
  return { ...person, faces };
}
