import type { Raster, Rect } from "../raster.ts";
import { createColourHistogram } from "./colour-histogram.ts";
import { createColourTable } from "./colour-table.ts";
import { createColourFitter } from "./fit-colours.ts";
import { colourDistance, createNearestColour } from "./nearest-colour.ts";
import { emptyRect, isEmpty, union } from "./rect.ts";
import { createGifWriter } from "./write-gif.ts";
import type { GifWriter } from "./write-gif.ts";

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

/** The last slot of every table draws nothing. */
const TRANSPARENT = 255;
const KEEP = 1;
const CLEAR = 2;

/**
 * Makes a GIF of RGBA frames. Up to 255 colours a frame are exact, more are reduced to 255 (k-means, no dithering). Pixels that
 * do not change stay transparent; a frame after which something opaque must vanish is cleared (disposal 2).
 * @throws RangeError when there is no frame, or one of another size than the clip
 */
export function encodeGif(clip: Clip): Uint8Array {
  const { width, height } = clip;
  const encoder = createFrameEncoder(clip);
  let pending = new Uint32Array(width * height);
  let following = new Uint32Array(width * height);
  let delayCs: number | undefined;
  for (const frame of clip.frames) {
    copyPixels(frame.raster, clip, following);
    // Whether a frame has to be cleared is only known when the one after it is.
    if (delayCs !== undefined) encoder.add(pending, delayCs, uncovers(pending, following));
    [pending, following] = [following, pending];
    delayCs = frame.delayCs;
  }
  if (delayCs === undefined) throw new RangeError("A GIF needs at least one frame.");
  encoder.add(pending, delayCs, false);
  return encoder.finish();
}

function createFrameEncoder({ width, height, loop }: Clip) {
  const histogram = createColourHistogram();
  const fitter = createColourFitter();
  const nearest = createNearestColour();
  const table = createColourTable();
  const shown = new Uint32Array(width * height);
  const shownBytes = new Uint8Array(shown.buffer);
  const memory = new Uint8Array(width * height);
  const slots = Uint8Array.from({ length: 256 }, (_, slot) => slot);
  let writer: GifWriter | undefined;
  let globalSlots = new Map<number, number>();

  /** The colours that have to be drawn; undefined when there are too many to keep them all. */
  function exactSlots(pixels: Uint32Array): Map<number, number> | undefined {
    const found = new Map<number, number>();
    let last = 0;
    for (let at = 0; at < pixels.length; at++) {
      const colour = pixels[at];
      if (colour === last || colour === 0 || colour === shown[at]) continue;
      last = colour;
      if (!found.has(colour)) found.set(colour, found.size);
      if (found.size > TRANSPARENT) return undefined;
    }
    return found;
  }

  function fitTable(pixels: Uint32Array) {
    const bytes = new Uint8Array(pixels.buffer);
    for (let at = 0; at < pixels.length; at++) {
      if (pixels[at] === 0 || pixels[at] === shown[at]) continue;
      histogram.add(bytes[at * 4], bytes[at * 4 + 1], bytes[at * 4 + 2]);
    }
    const count = fitter.fit(histogram.take(), table.rgba, slots, 0, TRANSPARENT);
    nearest.load(table.rgba, slots, count);
    return count;
  }

  /** The nearest slot, or `TRANSPARENT` when what is on the screen is at least as near. */
  function nearestSlot(bytes: Uint8Array, at: number): number {
    const b = at * 4;
    const slot = nearest.find(bytes[b], bytes[b + 1], bytes[b + 2]);
    if (shownBytes[b + 3] === 0) return slot;
    const to = (colours: Uint8Array, c: number) =>
      colourDistance(
        bytes[b],
        bytes[b + 1],
        bytes[b + 2],
        colours[c],
        colours[c + 1],
        colours[c + 2],
      );
    return to(shownBytes, b) <= to(table.rgba, slot * 4) ? TRANSPARENT : slot;
  }

  return {
    /** @param cleared the whole canvas has to be transparent after this frame */
    add(pixels: Uint32Array, delayCs: number, cleared: boolean) {
      const bytes = new Uint8Array(pixels.buffer);
      const exact = exactSlots(pixels);
      const inGlobal =
        exact !== undefined && [...exact.keys()].every((colour) => globalSlots.has(colour));
      const slotOf = inGlobal ? globalSlots : exact;
      let colours = 0;
      if (slotOf === undefined) colours = fitTable(pixels);
      else {
        colours = slotOf.size;
        for (const [colour, slot] of slotOf) table.pixels[slot] = colour;
      }

      const box = cleared ? { x: 0, y: 0, width, height } : changedBox(pixels, shown, width);
      const rect = isEmpty(box) ? { x: 0, y: 0, width: 1, height: 1 } : box;
      const indexes = memory.subarray(0, rect.width * rect.height);
      let to = 0;
      for (let y = rect.y; y < rect.y + rect.height; y++) {
        for (let at = y * width + rect.x, end = at + rect.width; at < end; at++, to++) {
          const colour = pixels[at];
          let slot = TRANSPARENT;
          if (colour !== 0 && colour !== shown[at]) {
            slot = slotOf?.get(colour) ?? nearestSlot(bytes, at);
          }
          indexes[to] = slot;
          if (slot !== TRANSPARENT) shown[at] = table.pixels[slot];
        }
      }
      if (cleared) shown.fill(0);

      // Some readers clear to the background colour unless the frame names a transparent index, so a cleared one always does.
      const transparent = shrinkTransparent(indexes, colours) || cleared ? colours : undefined;
      const palette = paletteOf(table.rgba, colours);
      const isFirst = writer === undefined;
      if (isFirst && slotOf !== undefined) globalSlots = slotOf;
      writer ??= createGifWriter({ width, height, palette, loop });
      writer.frame({
        rect,
        indexes,
        palette: isFirst || inGlobal ? undefined : palette,
        delayCs,
        disposal: cleared ? CLEAR : KEEP,
        transparent,
      });
    },
    finish: () => writer?.finish() ?? new Uint8Array(0),
  };
}

/** Puts the transparent slot right behind the colours, so that few colours make short codes. Is it used at all? */
function shrinkTransparent(indexes: Uint8Array, colours: number): boolean {
  if (!indexes.includes(TRANSPARENT)) return false;
  for (let i = 0; i < indexes.length; i++) if (indexes[i] === TRANSPARENT) indexes[i] = colours;
  return true;
}

/** With one black entry more for the transparent index, which some readers want inside the table. */
function paletteOf(rgba: Uint8Array, colours: number): Uint8Array {
  const palette = new Uint8Array((colours + 1) * 3);
  for (let i = 0; i < colours; i++) palette.set(rgba.subarray(i * 4, i * 4 + 3), i * 3);
  return palette;
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

function uncovers(before: Uint32Array, after: Uint32Array): boolean {
  for (let at = 0; at < before.length; at++) {
    if (before[at] !== 0 && after[at] === 0) return true;
  }
  return false;
}

function changedBox(pixels: Uint32Array, shown: Uint32Array, width: number): Rect {
  let box = emptyRect;
  for (let start = 0, y = 0; start < pixels.length; start += width, y++) {
    let left = 0;
    let right = width;
    while (left < right && !differs(start + left)) left++;
    while (right > left && !differs(start + right - 1)) right--;
    box = union(box, { x: left, y, width: right - left, height: right > left ? 1 : 0 });
  }
  return box;

  function differs(at: number): boolean {
    return pixels[at] !== 0 && pixels[at] !== shown[at];
  }
}
