import type { Raster } from "../raster.ts";
import { createClipEncoder, nothingSpared } from "./clip-encoder.ts";
import { emptyRect } from "./rect.ts";
import { vanishing } from "./vanishing.ts";

interface ClipFrame {
  /** As large as the clip. Alpha below 128 is transparent, all other opaque. It is copied: one raster may serve all frames. */
  readonly raster: Raster;
  readonly delayCs: number;
}

export interface Clip {
  readonly width: number;
  readonly height: number;
  /** As in the file: 0 is for ever, n is n more times; left out, it plays once. */
  readonly loop?: number;
  readonly frames: Iterable<ClipFrame>;
}

/**
 * Makes a GIF of RGBA frames. Up to 255 colours a frame are exact, more are reduced to 255 (k-means, no dithering). Pixels that
 * do not change stay transparent; where something opaque must vanish the frame is cleared (disposal 2).
 * @throws RangeError when there is no frame, or one of another size than the clip
 */
export function encodeGif(clip: Clip): Uint8Array {
  const { width, height, loop } = clip;
  const encoder = createClipEncoder({ width, height, loop }, nothingSpared);
  let pending = new Uint32Array(width * height);
  let following = new Uint32Array(width * height);
  let delayCs: number | undefined;
  for (const frame of clip.frames) {
    copyPixels(frame.raster, clip, following);
    // What has to be cleared after a frame is only known when the one after it is.
    if (delayCs !== undefined) encoder.add(pending, delayCs, vanishing(pending, following, width));
    [pending, following] = [following, pending];
    delayCs = frame.delayCs;
  }
  if (delayCs === undefined) throw new RangeError("A GIF needs at least one frame.");
  encoder.add(pending, delayCs, emptyRect);
  return encoder.finish();
}

/** Copies with alpha made 0 or 255 and transparent pixels made 0, so that equal pixels are equal numbers. */
function copyPixels(raster: Raster, clip: Clip, into: Uint32Array) {
  if (raster.width !== clip.width || raster.height !== clip.height) {
    const sizes = `${raster.width}×${raster.height}, not ${clip.width}×${clip.height}`;
    throw new RangeError(`A frame of the clip is ${sizes}.`);
  }
  const bytes = new Uint8Array(into.buffer);
  bytes.set(raster.data);
  for (let at = 0; at < into.length; at++) {
    if (bytes[at * 4 + 3] < 128) into[at] = 0;
    else bytes[at * 4 + 3] = 255;
  }
}
