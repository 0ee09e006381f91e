import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { mediaKind } from "./kind.ts";

export interface StillHeader {
  readonly kind: "png" | "jpeg" | "webp";
  /** Pixels as stored, before any EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** An APNG or animated WebP of more than one frame; decoders of stills show its first. */
  readonly animated: boolean;
}

/** What the picture was given for; it decides which error is thrown. */
export type StillRole = "face" | "target";

type Size = Omit<StillHeader, "kind">;

/**
 * Reads the size of a PNG, JPEG or WebP without decoding it.
 * @throws UserError FACE_NOT_IMAGE or TARGET_NOT_IMAGE (another kind of file), FACE_BROKEN or TARGET_BROKEN (no usable header),
 * MEDIA_TOO_MANY_PIXELS { width, height, pixels, limit }
 */
export function readStillHeader(bytes: Uint8Array, role: StillRole = "face"): StillHeader {
  const kind = mediaKind(bytes);
  if (kind !== "png" && kind !== "jpeg" && kind !== "webp") {
    throw new UserError(role === "face" ? "FACE_NOT_IMAGE" : "TARGET_NOT_IMAGE");
  }
  const size = readers[kind](bytes);
  if (size === undefined || size.width === 0 || size.height === 0) {
    throw new UserError(role === "face" ? "FACE_BROKEN" : "TARGET_BROKEN");
  }
  const { width, height } = size;
  if (width * height > limits.maxStillPixels) {
    const facts = { width, height, pixels: width * height, limit: limits.maxStillPixels };
    throw new UserError("MEDIA_TOO_MANY_PIXELS", { facts });
  }
  return { kind, ...size };
}

const readers: Record<StillHeader["kind"], (bytes: Uint8Array) => Size | undefined> = {
  png: pngSize,
  jpeg: jpegSize,
  webp: webpSize,
};

/** PNG third edition §11.2.1 (IHDR), §11.3.6.1 (acTL comes before the first IDAT). */
function pngSize(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes);
  if (bytes.length < 33 || fourCharacters(bytes, 12) !== "IHDR") return undefined;
  let frames = 1;
  for (let at = 33; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = fourCharacters(bytes, at + 4);
    if (type === "IDAT") break;
    if (type === "acTL") frames = view.getUint32(at + 8);
  }
  return { width: view.getUint32(16), height: view.getUint32(20), animated: frames > 1 };
}

/** ITU-T T.81 annex B: the size is in the frame header, any SOF marker. C4, C8 and CC look like one and are none. */
function jpegSize(bytes: Uint8Array): Size | undefined {
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++; // Any number of fill bytes may stand before a marker.
      continue;
    }
    if (marker === 0xd9 || marker === 0xda) return undefined;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // Markers without a segment.
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), animated: false };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** RFC 9649: extended (VP8X), lossless (VP8L) and lossy (VP8) headers each store the size in their own way. */
function webpSize(bytes: Uint8Array): Size | undefined {
  if (bytes.length < 30) return undefined;
  const view = viewOf(bytes);
  switch (fourCharacters(bytes, 12)) {
    case "VP8X":
      return {
        width: 1 + (view.getUint32(24, true) & 0xff_ff_ff),
        height: 1 + (view.getUint32(26, true) >>> 8),
        animated: (bytes[20] & 2) !== 0,
      };
    case "VP8L": {
      if (bytes[20] !== 0x2f) return undefined;
      const packed = view.getUint32(21, true);
      return {
        width: 1 + (packed & 0x3f_ff),
        height: 1 + ((packed >>> 14) & 0x3f_ff),
        animated: false,
      };
    }
    case "VP8 ": {
      const startCode = bytes[23] === 0x9d && bytes[24] === 0x01 && bytes[25] === 0x2a;
      if (!startCode) return undefined;
      return {
        width: view.getUint16(26, true) & 0x3f_ff,
        height: view.getUint16(28, true) & 0x3f_ff,
        animated: false,
      };
    }
    default:
      return undefined;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function fourCharacters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
