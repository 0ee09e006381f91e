import { AppError, UpstreamError } from "../core/errors.ts";
import type { ErrorCode } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readGifBlocks, walkCeilings } from "../media/gif-blocks.ts";
import { mediaKind } from "../media/kind.ts";
import { markGif } from "../media/mark-gif.ts";
import type { Downloader } from "../net/download.ts";
import { asGif } from "./gif-maker.ts";
import type { GifMaker } from "./gif-maker.ts";
import type { SafetyFloor } from "../core/safety-floor.ts";
import { asMarkedPng } from "./still-file.ts";

export interface CheckedResult {
  /** A GIF or, of a picture, a PNG; marked as AI-edited, whichever API made it. */
  readonly file: Uint8Array;
  readonly frames: number;
}

export interface ResultDeps {
  readonly downloader: Downloader;
  readonly toGif: GifMaker;
  readonly safety: SafetyFloor;
}

/**
 * Fetches a result through the same guard as any stranger's link and judges it by its bytes: the API's word for what it
 * is, and its file name, count for nothing. A video or a moving WebP is made into a GIF here, a picture of any kind into a PNG. A result without our mark that says "AI-edited" is given one, so that nobody
 * can be handed a file that lacks it.
 * @throws as `SafetyFloor`; UpstreamError `RESULT_TOO_LARGE`, `RESULT_UNUSABLE` (facts: `kind`, or `reason` as the download names it; next
 * `retry` when fetching once more may help)
 */
export async function fetchResult(
  { downloader, toGif, safety }: ResultDeps,
  { url, isStill }: { readonly url: string; readonly isStill: boolean },
  signal: AbortSignal,
): Promise<CheckedResult> {
  const given = await fetchBytes(downloader, url, signal);
  const kind = mediaKind(given) ?? "unknown";
  try {
    if (isStill) {
      const file = await asMarkedPng(given);
      await safety([{ role: "result", kind: "image", bytes: file }], signal);
      return { file, frames: 1 };
    }
    const bytes = await asGif(given, limits.maxResultBytes, toGif, signal);
    if (mediaKind(bytes) !== "gif") throw unusable({ kind });
    const result = {
      file: markGif(bytes),
      frames: readGifBlocks(bytes, walkCeilings).frames.length,
    };
    await safety([{ role: "result", kind: "gif", bytes }], signal);
    return result;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (isRefusal(error)) throw error;
    throw unusable({ kind }, error);
  }
}

/** The safety floor's own words. A file that it could not decode is a file that cannot be used. */
function isRefusal(error: unknown): boolean {
  const refusals: readonly ErrorCode[] = ["CONTENT_SEXUAL", "CONTENT_MINOR", "SAFETY_CHECK_FAILED"];
  return error instanceof AppError && refusals.includes(error.code);
}

async function fetchBytes(
  downloader: Downloader,
  url: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    const { bytes } = await downloader.download(url, { maxBytes: limits.maxResultBytes, signal });
    return bytes;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const code: ErrorCode =
      error.code === "MEDIA_TOO_LARGE" ? "RESULT_TOO_LARGE" : "RESULT_UNUSABLE";
    const status = Number(error.facts["status"] ?? 0);
    // A host that hiccups may have it the next time; one that says what it is will say so again.
    const again = error.code === "LINK_DEAD" && (status === 0 || status >= 500);
    throw new UpstreamError(code, {
      message: error.message,
      facts: { ...error.facts, reason: error.code },
      next: again ? "retry" : "give-up",
      cause: error,
    });
  }
}

function unusable(facts: { kind: string }, cause?: unknown): UpstreamError {
  return new UpstreamError("RESULT_UNUSABLE", {
    message: `The result cannot be used; it is ${facts.kind}.`,
    facts,
    next: "give-up",
    cause,
  });
}
