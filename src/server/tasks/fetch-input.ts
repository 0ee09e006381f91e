import { UserError } from "../../core/errors.ts";
import type { Downloader } from "../../net/download.ts";
import { mediaNameIn } from "../links.ts";
import type { MediaStore } from "./media-store.ts";

/** URL → bytes. Throws UserError: see `Downloader`; the signal's reason when it is aborted. */
export type FetchInput = (
  url: string,
  maxBytes: number,
  signal: AbortSignal,
) => Promise<Uint8Array>;

/** Our own uploads, results and crops are read where they lie; everything else comes through the guarded downloader. */
export function createFetchInput(media: MediaStore, downloader: Downloader): FetchInput {
  return async (url, maxBytes, signal) => {
    const stored = await media.read(mediaNameIn(url) ?? "");
    if (stored !== undefined && stored.length > maxBytes) {
      throw new UserError("MEDIA_TOO_LARGE", { facts: { bytes: stored.length, limit: maxBytes } });
    }
    if (stored !== undefined) return stored;
    const { bytes } = await downloader.download(url, { maxBytes, signal });
    return bytes;
  };
}
