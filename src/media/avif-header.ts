import { fourCharacters, viewOf } from "./still-size.ts";
import type { StillSize } from "./still-size.ts";

/** Measured with libheif and dav1d: planes, their conversion, and the frame buffers of the decoder. */
const heldBytesPerPixel = 18;
/** An AVIF of a camera has about 40 boxes down to the properties. */
const maxBoxes = 2_000;

/** Boxes that hold boxes, with the bytes that come before the first of them. */
const containers: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };

/**
 * The largest picture that an AVIF declares (ISO/IEC 23008-12 §6.5.3, `ispe` among the item properties): of a grid that
 * is the whole, of a picture with a thumbnail the picture.
 */
export function readAvifHeader(bytes: Uint8Array): StillSize | undefined {
  let [width, height, boxes] = [0, 0, 0];
  const walk = (start: number, end: number): boolean => {
    const view = viewOf(bytes);
    let at = start;
    while (at + 8 <= end) {
      if (++boxes > maxBoxes) return false;
      const length = view.getUint32(at);
      // 0 is "to the end of the file"; 1 is a 64-bit length, which no property of a picture needs.
      const stop = length === 0 ? end : at + length;
      if (stop < at + 8) return fourCharacters(bytes, at + 4) === "mdat";
      const type = fourCharacters(bytes, at + 4);
      if (type === "ispe" && at + 20 <= end) {
        width = Math.max(width, view.getUint32(at + 12));
        height = Math.max(height, view.getUint32(at + 16));
      }
      const skip = containers[type];
      if (skip !== undefined && !walk(at + 8 + skip, Math.min(stop, end))) return false;
      at = stop;
    }
    return true;
  };
  if (!walk(0, bytes.length) || width === 0 || height === 0) return undefined;
  const animated = fourCharacters(bytes, 8) === "avis";
  return { width, height, animated, heldBytes: width * height * heldBytesPerPixel };
}
