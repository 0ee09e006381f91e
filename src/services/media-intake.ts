import type { UploadType } from "../contract/files.ts";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { movingKind } from "../media/kind.ts";
import { readWholeGif } from "../media/read-whole-gif.ts";
import { closeLoaders, decodeStill } from "../stills/decode-still.ts";
import { asGif } from "./gif-maker.ts";
import type { GifMaker } from "./gif-maker.ts";
import type { MediaInput } from "./job-record.ts";
import type { FetchLink } from "./links/fetch-link.ts";
import type { SafetyFloor } from "./safety-floor.ts";

/** A GIF that is worth asking credits for. */
interface TargetGif {
  readonly bytes: Uint8Array;
  readonly type: "image/gif";
  readonly frames: number;
}

/** The face photo as the swap API gets it: upright, without metadata, of a sane size. */
interface FacePhoto {
  readonly bytes: Uint8Array;
  readonly type: Extract<UploadType, "image/jpeg">;
}

export interface CheckedMedia {
  readonly target: TargetGif;
  readonly face: FacePhoto;
}

export interface MediaIntake {
  /**
   * Fetches both inputs, checks them before anything is decoded, and holds them against the safety floor.
   * @throws UserError of the download and of the media, with `role` (`target` or `face`) among its facts; and as `SafetyFloor`
   */
  take(
    inputs: { readonly target: MediaInput; readonly face: MediaInput },
    signal: AbortSignal,
  ): Promise<CheckedMedia>;
}

export interface MediaIntakeDeps {
  readonly fetchLink: FetchLink;
  readonly toGif: GifMaker;
  readonly safety: SafetyFloor;
}

type Role = "target" | "face";

const faceQuality = 92;

export function createMediaIntake({ fetchLink, toGif, safety }: MediaIntakeDeps): MediaIntake {
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

  return {
    async take({ target, face }, signal) {
      // One broken input is enough: the other download need not go on.
      const either = new AbortController();
      const both = AbortSignal.any([signal, either.signal]);
      try {
        const [targetBytes, faceBytes] = await Promise.all([
          withRole("target", () => fetchInput(target, limits.maxTargetBytes, both)),
          withRole("face", () => fetchInput(face, limits.maxFaceBytes, both)),
        ]);
        // What costs more comes later: a walk over the GIF, one picture to decode, a whole video to convert.
        const moves = movingKind(targetBytes) !== undefined;
        if (!moves) await withRole("target", async () => checkTarget(targetBytes));
        const photo = await withRole("face", () => normaliseFace(faceBytes));
        const gif = await withRole("target", async () =>
          checkTarget(await asGif(targetBytes, limits.maxTargetBytes, toGif, signal)),
        );
        // Here, so that whatever is fetched a second time is looked at a second time.
        await safety(
          [
            { role: "target", kind: "gif", bytes: gif.bytes },
            { role: "face", kind: "image", bytes: photo.bytes },
          ],
          signal,
        );
        return { target: gif, face: photo };
      } finally {
        either.abort();
      }
    },
  };
}

function checkTarget(bytes: Uint8Array): TargetGif {
  const { frames } = readWholeGif(bytes);
  return { bytes, type: "image/gif", frames: frames.length };
}

/** Re-encoded, so that nothing of the person's file but its pixels is passed on. */
async function normaliseFace(bytes: Uint8Array): Promise<FacePhoto> {
  const jpeg = await decodeStill(bytes, "face", (picture) =>
    picture
      .flatten({ background: "white" })
      .jpeg({ quality: faceQuality, chromaSubsampling: "4:4:4" })
      .toBuffer(),
  );
  return { bytes: jpeg, type: "image/jpeg" };
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
