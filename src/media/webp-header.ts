import { fourCharacters, viewOf } from "./still-size.ts";
import type { StillSize } from "./still-size.ts";

/** A WebP before anything of it is decoded. */
export interface WebpHeader extends StillSize {
  /** 1 for a still. */
  readonly frames: number;
  /** Of one run through the animation; 0 for a still. */
  readonly durationMs: number;
  /** Σ width × height over all frames. */
  readonly totalPixels: number;
}

/** The frame chunks of an animation; enough for any ceiling on frames to be named in the refusal. */
const maxChunks = 100_000;

/**
 * RFC 9649: extended (VP8X), lossless (VP8L) and lossy (VP8) headers each store the size in their own way. Every frame
 * rectangle of an animation is read, and so is the size that a still's own bitstream claims: a decoder goes by that one.
 */
export function readWebpHeader(bytes: Uint8Array): WebpHeader | undefined {
  if (bytes.length < 30) return undefined;
  if (fourCharacters(bytes, 12) !== "VP8X") {
    const size = bitstreamSize(bytes, 12);
    return size && still(size);
  }
  const canvas = { width: 1 + uint24(bytes, 24), height: 1 + uint24(bytes, 27) };
  const animated = (bytes[20] & 2) !== 0;
  const view = viewOf(bytes);
  let [frames, durationMs, totalPixels, chunks] = [0, 0, 0, 0];
  for (let at = 30; at + 8 <= bytes.length; at = chunkEnd(view, at)) {
    if (++chunks > maxChunks) return undefined;
    const type = fourCharacters(bytes, at);
    if (!animated && (type === "VP8 " || type === "VP8L")) {
      const size = bitstreamSize(bytes, at);
      return size?.width === canvas.width && size.height === canvas.height
        ? still(size)
        : undefined;
    }
    if (type !== "ANMF" || !animated) continue;
    if (at + 24 > bytes.length) return undefined;
    const [x, y] = [2 * uint24(bytes, at + 8), 2 * uint24(bytes, at + 11)];
    const [width, height] = [1 + uint24(bytes, at + 14), 1 + uint24(bytes, at + 17)];
    if (x + width > canvas.width || y + height > canvas.height) return undefined;
    frames += 1;
    durationMs += uint24(bytes, at + 20);
    totalPixels += width * height;
  }
  if (frames === 0) return undefined;
  return { ...canvas, animated: frames > 1, frames, durationMs, totalPixels };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function still({ width, height }: Size): WebpHeader {
  const totalPixels = width * height;
  return { width, height, animated: false, frames: 1, durationMs: 0, totalPixels };
}

/** The size in a VP8 key frame (RFC 6386 §9.1) or a VP8L header (RFC 9649 §3.4), of the chunk that begins at `at`. */
function bitstreamSize(bytes: Uint8Array, at: number): Size | undefined {
  const start = at + 8;
  if (start + 10 > bytes.length) return undefined;
  const view = viewOf(bytes);
  switch (fourCharacters(bytes, at)) {
    case "VP8L": {
      if (bytes[start] !== 0x2f) return undefined;
      const packed = view.getUint32(start + 1, true);
      return { width: 1 + (packed & 0x3f_ff), height: 1 + ((packed >>> 14) & 0x3f_ff) };
    }
    case "VP8 ": {
      const [a, b, c] = bytes.subarray(start + 3, start + 6);
      if (a !== 0x9d || b !== 0x01 || c !== 0x2a) return undefined;
      return {
        width: view.getUint16(start + 6, true) & 0x3f_ff,
        height: view.getUint16(start + 8, true) & 0x3f_ff,
      };
    }
    default:
      return undefined;
  }
}

/** Chunks are padded to even lengths. */
function chunkEnd(view: DataView, at: number): number {
  const length = view.getUint32(at + 4, true);
  return at + 8 + length + (length & 1);
}

function uint24(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
}
