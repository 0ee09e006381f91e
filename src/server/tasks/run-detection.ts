import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import { mediaKind } from "../../media/kind.ts";
import { readWholeGif } from "../../media/read-whole-gif.ts";
import { readStillHeader } from "../../media/still-header.ts";
import type { FaceMedia, SwapPool } from "../../workers/swap-port.ts";
import type { RunDetection } from "./detections.ts";
import type { FetchInput } from "./fetch-input.ts";
import { ownerOf } from "./media-store.ts";
import type { MediaStore } from "./media-store.ts";

export interface RunDetectionDeps {
  readonly media: MediaStore;
  readonly fetchInput: FetchInput;
  readonly pool: SwapPool;
  /** Are MP4 and WebM files looked into, or refused? */
  readonly videos: boolean;
}

/** Fetch the file, look at it before the engine does, find its people, store a crop of each. */
export function createRunDetection(deps: RunDetectionDeps): RunDetection {
  const { media, fetchInput, pool, videos } = deps;
  return async ({ kind, url, account }, signal) => {
    const bytes = await fetchInput(url, limits.maxTargetBytes, signal);
    const target = kind === "image" ? pictureOf(bytes) : clipOf(bytes, videos);
    const { faces, group } = await pool.detectFaces(target, { signal });
    const owner = ownerOf(account);
    const stored: { crop: string }[] = [];
    for (const { crop } of faces) {
      const name = media.newName("image/png");
      await media.write({ name, owner, chunks: [crop], maxBytes: limits.maxFaceBytes });
      stored.push({ crop: name });
    }
    const boxes = (group?.boxes ?? []).map(({ index, box }) => ({ face_id: index, ...box }));
    return { faces: stored, group: group && { frame: group.frame, boxes } };
  };
}

function pictureOf(bytes: Uint8Array): FaceMedia {
  readStillHeader(bytes, "target");
  return { kind: "image", media: bytes };
}

function clipOf(bytes: Uint8Array, videos: boolean): FaceMedia {
  const kind = mediaKind(bytes);
  if (videos && (kind === "mp4" || kind === "webm")) return { kind, media: bytes };
  if (kind !== "gif") throw new UserError("TARGET_NOT_GIF");
  readWholeGif(bytes);
  return { kind: "gif", media: bytes };
}
