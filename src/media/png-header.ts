import { fourCharacters, viewOf } from "./still-size.ts";
import type { StillSize } from "./still-size.ts";

/** Samples a pixel, by the colour type of IHDR; palette indexes become three. */
const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 };
/** A PNG has about twenty; a file of nothing but empty chunks would have a million. */
const maxChunksBeforePixels = 5_000;

/** PNG third edition §11.2.1 (IHDR), §11.3.6.1 (acTL comes before the first IDAT), §8.2 (interlacing). */
export function readPngHeader(bytes: Uint8Array): StillSize | undefined {
  const view = viewOf(bytes);
  if (bytes.length < 33 || fourCharacters(bytes, 12) !== "IHDR") return undefined;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const perPixel = samples[bytes[25]];
  if (perPixel === undefined) return undefined;
  const frames = framesOf(bytes, view);
  if (frames === undefined) return undefined;
  const size = { width, height, animated: frames > 1 };
  // Seven passes over the picture: no row is done before the last one.
  return bytes[28] === 0
    ? size
    : { ...size, heldBytes: width * height * perPixel * Math.max(1, bytes[24] / 8) };
}

/** The count of acTL, 1 without one; undefined when there are too many chunks to look through. */
function framesOf(bytes: Uint8Array, view: DataView): number | undefined {
  let frames = 1;
  let chunks = 0;
  for (let at = 33; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = fourCharacters(bytes, at + 4);
    if (type === "IDAT") break;
    if (type === "acTL") frames = view.getUint32(at + 8);
    if (++chunks > maxChunksBeforePixels) return undefined;
  }
  return frames;
}
