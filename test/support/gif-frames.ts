import sharp from "sharp";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import type { GifBlocks, GifCeilings } from "../../src/media/gif-blocks.ts";

/** For files that a test trusts. */
export const noCeilings: GifCeilings = {
  maxTargetBytes: Infinity,
  maxSide: 8192,
  maxFrames: 20_000,
  maxTotalPixels: 1e9,
  maxPlayedPixels: 1e9,
  maxDurationMs: Infinity,
};

/** The RGBA canvas of every frame, as people see it. */
export function framesOf(gif: GifBlocks | Uint8Array): Uint8Array[] {
  const blocks = gif instanceof Uint8Array ? readGifBlocks(gif, noCeilings) : gif;
  return Array.from(compositeFrames(blocks), ({ canvas }) => canvas.data.slice());
}

/** The same by sharp (libnsgif), a decoder that shares no line with ours. */
export async function framesBySharp(bytes: Uint8Array): Promise<Uint8Array[]> {
  const { data, info } = await sharp(bytes, { animated: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const length = data.length / (info.pages ?? 1);
  return Array.from({ length: info.pages ?? 1 }, (_, page) =>
    Uint8Array.from(data.subarray(page * length, (page + 1) * length)),
  );
}

/** How many pixels look different. Two transparent pixels look alike whatever their colours. */
export function differingPixels(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Infinity;
  let count = 0;
  for (let at = 0; at < a.length; at += 4) {
    const visible = a[at + 3] !== 0 || b[at + 3] !== 0;
    const same =
      a[at] === b[at] &&
      a[at + 1] === b[at + 1] &&
      a[at + 2] === b[at + 2] &&
      a[at + 3] === b[at + 3];
    if (visible && !same) count++;
  }
  return count;
}

/** Red, green, blue and alpha of one pixel of a canvas. */
export function pixelAt(canvas: Uint8Array, width: number, x: number, y: number): number[] {
  return [...canvas.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}
