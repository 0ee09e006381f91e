import { viewOf } from "./still-size.ts";
import type { StillSize } from "./still-size.ts";

/** Progressive files have about 10; each costs a pass over the whole picture, and a pass of nothing costs 30 bytes. */
const maxScans = 64;
/** Coefficients are 16 bits, and three components are held when the colours are not subsampled. */
const progressiveBytesPerPixel = 6;

/**
 * ITU-T T.81 annex B: the size is in the frame header, any SOF marker. C4, C8 and CC look like one and are none. What
 * comes in several scans is held as a whole, so they are counted to the end of the file.
 */
export function readJpegHeader(bytes: Uint8Array): StillSize | undefined {
  const view = viewOf(bytes);
  let frame: { width: number; height: number; progressive: boolean } | undefined;
  let scans = 0;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) {
      at = nextMarker(bytes, at); // Cameras do leave stray bytes between segments, and decoders step over them.
      continue;
    }
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++; // Any number of fill bytes may stand before a marker.
      continue;
    }
    if (marker === 0xd9) break;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // Markers without a segment.
      continue;
    }
    if (isFrameHeader(marker)) {
      // A second frame is of a hierarchical file, which nobody decodes.
      if (frame || at + 9 > bytes.length) return undefined;
      const [width, height] = [view.getUint16(at + 7), view.getUint16(at + 5)];
      frame = { width, height, progressive: (marker & 3) === 2 };
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === 0xda) {
      scans += 1;
      if (!frame || scans > maxScans) return undefined;
      at = nextMarker(bytes, end);
    } else at = end;
  }
  if (!frame) return undefined;
  const { width, height, progressive } = frame;
  const size = { width, height, animated: false };
  return progressive || scans > 1
    ? { ...size, heldBytes: width * height * progressiveBytesPerPixel }
    : size;
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Where the coded data ends: at the first FF that neither a stuffed zero, a restart nor another FF follows. */
function nextMarker(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    const inData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!inData) return at;
  }
  return bytes.length;
}
