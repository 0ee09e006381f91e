import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import type { Records } from "../../storage/store.ts";
import { photoKey, withFace, withoutFaces } from "./face-records.ts";
import type { FacePhotoRecord, FacesOfPerson } from "./face-records.ts";
import { seal, unseal } from "./sealed.ts";

export interface SavedFace {
  readonly id: string;
  readonly name: string;
  /** Unix milliseconds. */
  readonly savedAt: number;
  readonly usedAt: number;
  readonly isDefault: boolean;
}

/** The faces that people keep for another time; nobody but they can name them. */
export interface SavedFaces {
  /** Oldest first. */
  list(personId: string): Promise<readonly SavedFace[]>;
  /**
   * Keeps a photo, which was judged and normalised before. The first one becomes the default.
   * @throws UserError `FACE_NAME_INVALID`, `FACE_NAME_TAKEN`, `TOO_MANY_SAVED_FACES`
   */
  save(personId: string, name: string, photo: Uint8Array): Promise<SavedFace>;
  /** @throws UserError as `save`, for what can be known without the photo */
  checkRoom(personId: string, name: string): Promise<void>;
  /** The face of this id or name. @throws UserError `SAVED_FACE_UNKNOWN` */
  find(personId: string, idOrName: string): Promise<SavedFace>;
  /** Which face is taken when none is named; undefined: none. @throws UserError `SAVED_FACE_UNKNOWN` */
  setDefault(personId: string, faceId: string | undefined): Promise<void>;
  delete(personId: string, faceId: string): Promise<void>;
  deleteAll(personId: string): Promise<void>;
  /** The photo, as JPEG, for its person to see. @throws UserError as `open` */
  photo(personId: string, faceId: string): Promise<Uint8Array>;
  /** The photo for a swap: its ninety days begin anew. @throws UserError `SAVED_FACE_UNKNOWN`, `SAVED_FACE_UNREADABLE` */
  open(personId: string, faceId: string): Promise<Uint8Array>;
  /** Deletes what nobody used for ninety days, and what a process that died left half saved. */
  sweep(): Promise<void>;
}

export interface SavedFacesDeps {
  readonly people: Records<FacesOfPerson>;
  readonly photos: Records<FacePhotoRecord>;
  /** 32 bytes. Asked for when it is needed. */
  readonly key: () => Promise<Buffer>;
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A picture is written within moments. */
const writingMs = 10 * 60 * 1000;
/** Each use would be a write; the age-out of ninety days needs no such care. */
const usedAgainMs = 60 * 60 * 1000;

export function createSavedFaces(deps: SavedFacesDeps): SavedFaces {
  const { people, photos, newId, clock, log } = deps;
  let key: Promise<Buffer> | undefined;
  /** Asked for again until it is there: a disk that was full, or a file that was wrong, may be mended by then. */
  async function theKey(): Promise<Buffer> {
    try {
      return await (key ??= deps.key());
    } catch (error) {
      key = undefined;
      throw error;
    }
  }

  function checkNew(person: FacesOfPerson | undefined, name: string): void {
    if (name === "" || name.length > limits.maxFaceNameLength) {
      throw new UserError("FACE_NAME_INVALID", { facts: { limit: limits.maxFaceNameLength } });
    }
    const others = withoutFaces(person, isAbandoned).faces;
    if (others.some((face) => isSameName(face.name, name))) {
      throw new UserError("FACE_NAME_TAKEN", { facts: { name } });
    }
    if (others.length >= limits.maxSavedFaces) {
      throw new UserError("TOO_MANY_SAVED_FACES", { facts: { limit: limits.maxSavedFaces } });
    }
  }

  const isAbandoned = ({ state, savedAt }: FacesOfPerson["faces"][number]) =>
    state === "writing" && clock() - savedAt > writingMs;

  async function list(personId: string): Promise<SavedFace[]> {
    const person = await people.get(personId);
    return (person?.faces ?? [])
      .filter(({ state }) => state === "ready")
      .map(({ id, name, savedAt, usedAt }) => {
        return { id, name, savedAt, usedAt, isDefault: id === person?.defaultId };
      });
  }

  async function find(personId: string, idOrName: string): Promise<SavedFace> {
    const faces = await list(personId);
    const name = tidyName(idOrName);
    const found =
      faces.find(({ id }) => id === idOrName) ?? faces.find((face) => isSameName(face.name, name));
    if (!found) throw new UserError("SAVED_FACE_UNKNOWN");
    return found;
  }

  async function unsealed(personId: string, { id, name }: SavedFace): Promise<Uint8Array> {
    const about = photoKey(personId, id);
    const record = await photos.get(about);
    if (!record) throw new UserError("SAVED_FACE_UNKNOWN");
    const photo = unseal(record.photo, await theKey(), about);
    if (photo) return photo;
    log.error({ keyId: record.photo.keyId }, "A saved face does not open with the key of faces");
    throw new UserError("SAVED_FACE_UNREADABLE", { facts: { name } });
  }

  /** The picture first: what is listed and has none would be a promise. */
  async function remove(personId: string, faceIds: readonly string[]): Promise<void> {
    const over = new Set(faceIds);
    if (over.size === 0) return;
    for (const id of over) await photos.delete(photoKey(personId, id));
    await people.update(personId, (person) => withoutFaces(person, ({ id }) => over.has(id)));
  }

  return {
    list,
    find,

    async checkRoom(personId, name) {
      checkNew(await people.get(personId), tidyName(name));
    },

    async save(personId, typed, photo) {
      const name = tidyName(typed);
      const id = newId();
      const about = photoKey(personId, id);
      const box = seal(photo, await theKey(), about);
      const now = clock();
      const entry = { id, name, savedAt: now, usedAt: now };
      await people.update(personId, (person) => {
        checkNew(person, name);
        const { faces, defaultId = id } = withoutFaces(person, isAbandoned);
        return { v: 1, faces: [...faces, { ...entry, state: "writing" }], defaultId };
      });
      await photos.compareAndSet(about, undefined, { v: 1, photo: box });
      const { defaultId, faces } = await people.update(personId, (person) =>
        withFace(person, id, { state: "ready" }),
      );
      // It was deleted while it was being saved.
      if (!faces.some((face) => face.id === id)) await photos.delete(about);
      return { ...entry, isDefault: defaultId === id };
    },

    async setDefault(personId, faceId) {
      await people.update(personId, (person = { v: 1, faces: [] }) => {
        const { defaultId: _, ...rest } = person;
        if (faceId === undefined) return rest;
        if (!person.faces.some(({ id }) => id === faceId))
          throw new UserError("SAVED_FACE_UNKNOWN");
        return { ...rest, defaultId: faceId };
      });
    },

    delete: (personId, faceId) => remove(personId, [faceId]),

    async deleteAll(personId) {
      const person = await people.get(personId);
      if (!person) return;
      await remove(
        personId,
        person.faces.map(({ id }) => id),
      );
      await people.delete(personId);
    },

    photo: async (personId, faceId) => unsealed(personId, await find(personId, faceId)),

    async open(personId, faceId) {
      const face = await find(personId, faceId);
      const photo = await unsealed(personId, face);
      const now = clock();
      if (now - face.usedAt > usedAgainMs) {
        await people.update(personId, (person) => withFace(person, face.id, { usedAt: now }));
      }
      return photo;
    },

    async sweep() {
      for await (const [personId, { faces }] of people.entries()) {
        const over = faces.filter(
          (face) => isAbandoned(face) || clock() - face.usedAt > limits.savedFaceLifetimeMs,
        );
        const ids = over.map(({ id }) => id);
        await remove(personId, ids);
        if (ids.length > 0) log.info({ faces: ids.length }, "Saved faces had their time");
      }
    },
  };
}

/** One line, single spaces; how it looks alike is stored alike. */
function tidyName(typed: string): string {
  return typed
    .normalize("NFC")
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
}

function isSameName(one: string, other: string): boolean {
  return one.localeCompare(other, "en", { sensitivity: "accent" }) === 0;
}
