import { UserError } from "../core/errors.ts";
import { firstOf } from "../core/deadline.ts";
import { limits } from "../core/limits.ts";
import { mediaKind, movingKind } from "../media/kind.ts";
import type { MediaKind } from "../media/kind.ts";
import { readWholeGif } from "../media/read-whole-gif.ts";
import { closeLoaders } from "../stills/decode-still.ts";
import { normalisePhoto } from "./face-photo.ts";
import type { FacePhoto } from "./face-photo.ts";
import type { SavedFaces } from "./faces/saved-faces.ts";
import { asGif } from "./gif-maker.ts";
import type { GifMaker } from "./gif-maker.ts";
import type { FaceInput, MediaInput } from "./job-record.ts";
import type { FetchLink } from "./links/fetch-link.ts";
import type { OptOuts } from "./privacy/opt-outs.ts";
import type { SafetyFloor } from "../core/safety-floor.ts";
import { asTargetPng } from "./still-file.ts";

/** A GIF, or a picture, that is worth asking credits for. */
interface CheckedTarget {
  readonly bytes: Uint8Array;
  readonly type: "image/gif" | "image/png";
  /** 1 for a picture. */
  readonly frames: number;
}

export interface CheckedMedia {
  readonly target: CheckedTarget;
  readonly face: FacePhoto;
}

export interface MediaIntake {
  /**
   * Fetches both inputs, checks them before anything is decoded, and holds them against the safety floor.
   * @throws UserError of the download and of the media, with `role` (`target` or `face`) among its facts;
   * `MEMBER_OPTED_OUT`, `AUTHOR_OPTED_OUT`; as `SavedFaces.open` and `SafetyFloor`
   */
  take(inputs: SwapInputs, signal: AbortSignal): Promise<CheckedMedia>;
}

interface SwapInputs {
  /** Who asks. */
  readonly personId: string;
  /** The server it is asked for in. */
  readonly placeId?: string | undefined;
  readonly target: MediaInput;
  readonly face: FaceInput;
}

export interface MediaIntakeDeps {
  readonly fetchLink: FetchLink;
  readonly faces: Pick<SavedFaces, "open">;
  readonly optOuts: Pick<OptOuts, "has">;
  readonly toGif: GifMaker;
  readonly safety: SafetyFloor;
}

type Role = "target" | "face";

export function createMediaIntake(deps: MediaIntakeDeps): MediaIntake {
  const { fetchLink, faces, optOuts, toGif, safety } = deps;
  closeLoaders();

  async function fetchInput(
    { url, declaredBytes = 0 }: MediaInput,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (declaredBytes > maxBytes) {
      throw new UserError("MEDIA_TOO_LARGE", { facts: { bytes: declaredBytes, limit: maxBytes } });
    }
    return await fetchLink(url, { maxBytes, signal });
  }

  async function fetchFace(
    { personId, face }: SwapInputs,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if ("savedId" in face) return await faces.open(personId, face.savedId);
    return await fetchInput(face, limits.maxFaceBytes, signal);
  }

  /** Asked again right before the work: they may have said no since the job was made. */
  async function checkOptOuts({ personId, target, face }: SwapInputs): Promise<void> {
    const isClosed = async (owner: string | undefined) =>
      owner !== undefined && owner !== personId && (await optOuts.has(owner));
    if ("memberId" in face) {
      if (await isClosed(face.memberId)) throw new UserError("MEMBER_OPTED_OUT");
      // Commands ask first; whatever came here without, stops here.
      const isAgreed = face.memberId === personId || face.consent !== undefined;
      if (!isAgreed) throw new UserError("MEMBER_CANNOT_ANSWER");
    }
    if (await isClosed(target.authorId)) throw new UserError("AUTHOR_OPTED_OUT");
  }

  return {
    async take(inputs, signal) {
      const { target } = inputs;
      await checkOptOuts(inputs);
      // One broken input is enough: the other download need not go on.
      const either = new AbortController();
      const both = firstOf(signal, either.signal);
      try {
        const [targetBytes, faceBytes] = await Promise.all([
          withRole("target", () => fetchInput(target, limits.maxTargetBytes, both)),
          withRole("face", () => fetchFace(inputs, both)),
        ]);
        // What costs more comes later: a walk over the GIF, one picture to decode, a whole video to convert.
        const moves = movingKind(targetBytes) !== undefined;
        const asIs = moves
          ? undefined
          : await withRole("target", async () => await checkTarget(targetBytes));
        const photo = await withRole("face", () => normalisePhoto(faceBytes));
        const checked =
          asIs ??
          (await withRole("target", async () =>
            checkGif(await asGif(targetBytes, limits.maxTargetBytes, toGif, signal)),
          ));
        // Here, so that whatever is fetched a second time is looked at a second time.
        await safety(
          [
            { role: "target", kind: isStill(checked) ? "image" : "gif", bytes: checked.bytes },
            { role: "face", kind: "image", bytes: photo.bytes },
          ],
          signal,
        );
        return { target: checked, face: photo };
      } finally {
        either.abort();
      }
    },
  };
}

/** Is this a picture that stands still? */
export function isStill({ type }: CheckedTarget): boolean {
  return type === "image/png";
}

/** HEIC is told by name that it is a picture which cannot be read. */
const pictureKinds: ReadonlySet<MediaKind | undefined> = new Set([
  "png",
  "jpeg",
  "webp",
  "avif",
  "heic",
]);
const isPicture = (bytes: Uint8Array) => pictureKinds.has(mediaKind(bytes));

function checkGif(bytes: Uint8Array): CheckedTarget {
  const { frames } = readWholeGif(bytes);
  return { bytes, type: "image/gif", frames: frames.length };
}

async function checkTarget(bytes: Uint8Array): Promise<CheckedTarget> {
  return isPicture(bytes) ? await checkPicture(bytes) : checkGif(bytes);
}

async function checkPicture(given: Uint8Array): Promise<CheckedTarget> {
  const bytes = await asTargetPng(given);
  if (bytes.length > limits.maxTargetBytes) {
    const facts = { bytes: bytes.length, limit: limits.maxTargetBytes };
    throw new UserError("MEDIA_TOO_LARGE", { facts });
  }
  return { bytes, type: "image/png", frames: 1 };
}

/** The person gave two files and wants to know which of them the sentence is about. */
async function withRole<T>(role: Role, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const facts = { ...error.facts, role };
    throw new UserError(error.code, { message: error.message, facts, cause: error });
  }
}
