import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { mediaKind } from "../media/kind.ts";
import { markPng } from "../media/mark-png.ts";
import { decodeStill } from "../stills/decode-still.ts";
import type { FittedResult } from "./result-fitter.ts";

/**
 * A stranger's picture that a face is to be put into, as a PNG: upright, without metadata, not a pixel lost but those of a
 * picture that is larger than Discord shows.
 * @throws UserError as `decodeStill` does
 */
export async function asTargetPng(bytes: Uint8Array): Promise<Uint8Array> {
  const side = limits.maxStillTargetSide;
  const box = { width: side, height: side, fit: "inside", withoutEnlargement: true } as const;
  return await decodeStill(bytes, "target", (picture) => picture.resize(box).png().toBuffer());
}

/**
 * A result that is a picture, as a PNG that says that it is AI-edited.
 * @throws UserError as `decodeStill` does, for what is no picture or does not decode
 */
export async function asMarkedPng(bytes: Uint8Array): Promise<Uint8Array> {
  const isPng = mediaKind(bytes) === "png";
  // Decoded in any case: a PNG that is cut off must not be posted.
  const decoded = await decodeStill(bytes, "target", (picture) => picture.png().toBuffer());
  return markPng(isPng ? bytes : decoded);
}

/** A PNG shrinks a little less than its pixels do. */
const caution = 0.95;
const mostTries = 6;

/**
 * Scales a finished picture down until it fits.
 * @throws UserError `RESULT_TOO_LARGE` { bytes: the smallest size reached, limit }
 */
export async function fitStill(png: Uint8Array, maxBytes: number): Promise<FittedResult> {
  let scale = 1;
  let bytes = png.length;
  for (let tries = 0; tries < mostTries; tries += 1) {
    scale *= caution * Math.sqrt(maxBytes / bytes);
    const { data, width, height } = await scaled(png, scale);
    const marked = markPng(data);
    bytes = marked.length;
    if (bytes <= maxBytes) {
      return { bytes: marked, givenUp: [{ kind: "size", width, height }] };
    }
  }
  throw new UserError("RESULT_TOO_LARGE", { facts: { bytes, limit: maxBytes } });
}

async function scaled(png: Uint8Array, scale: number) {
  return await decodeStill(png, "target", async (picture) => {
    const { width } = await picture.metadata();
    const resized = picture.resize({ width: Math.max(1, Math.floor(width * scale)) });
    const { data, info } = await resized.png().toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  });
}
