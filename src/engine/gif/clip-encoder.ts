import type { Rect } from "../raster.ts";
import { createColourHistogram } from "./colour-histogram.ts";
import { createColourTable } from "./colour-table.ts";
import { createDistinctColours } from "./distinct-colours.ts";
import { createColourFitter } from "./fit-colours.ts";
import { colourDistance, createNearestColour } from "./nearest-colour.ts";
import { emptyRect, fillRect, isEmpty, union } from "./rect.ts";
import { createIndexRelaxer, NO_ALTERNATIVE } from "./relax-indexes.ts";
import { createThriftyCodes } from "./thrifty-codes.ts";
import { indexBits } from "./write-blocks.ts";
import { createGifWriter } from "./write-gif.ts";
import type { GifWriter, NewGif } from "./write-gif.ts";

/** What may be given up for fewer bytes. */
export interface Economy {
  /**
   * A pixel stays as it is on the screen when that is at most so far from its true colour: distance in RGB, 0…441. It is
   * measured against what is really shown, so errors do not add up.
   */
  readonly tolerance: number;
  /** Of a frame, 2…255; one slot more is for transparency. */
  readonly colours: number;
  /** The largest `colourDistance` by which the LZW pass may miss a colour. */
  readonly lossy: number;
}

export const nothingSpared: Economy = { tolerance: 0, colours: 255, lossy: 0 };

export type NewClip = Omit<NewGif, "palette">;

export interface ClipEncoder {
  /** Goes on from a screen that showed `pixels`, of which a part was cleared then. */
  assume(pixels: Uint32Array, cleared: Rect): void;
  /**
   * @param pixels the whole canvas: opaque 32-bit pixels, or 0 for transparent ones
   * @param vanishes round the pixels that have to be transparent after this frame; they are cleared (disposal 2)
   */
  add(pixels: Uint32Array, delayCs: number, vanishes: Rect): void;
  /** Bytes so far. */
  length(): number;
  /** Every pixel shown so far had its true colour. */
  isExact(): boolean;
  /** @param tail blocks to stand before the trailer */
  finish(tail?: Uint8Array): Uint8Array;
}

/** The slot of a pixel that stays, until the number of colours is known. */
const STAYS = 255;
const KEEP = 1;
const CLEAR = 2;

/**
 * Encodes whole canvases as frames of what changes. Colours are exact while a frame draws no more of them than it may, else they
 * are reduced by k-means, without dithering: it would be noise in the eyes of LZW.
 */
export function createClipEncoder(clip: NewClip, economy: Economy): ClipEncoder {
  const { width, height } = clip;
  const { tolerance, lossy } = economy;
  const farthest = tolerance * tolerance;
  const histogram = createColourHistogram();
  const fitter = createColourFitter();
  const nearest = createNearestColour();
  const relax = createIndexRelaxer();
  const findCodes = createThriftyCodes();
  const table = createColourTable();
  const shown = new Uint32Array(width * height);
  const shownBytes = new Uint8Array(shown.buffer);
  /** 1 for each pixel that has to be drawn. */
  const changes = new Uint8Array(width * height);
  const memory = new Uint8Array(width * height);
  const alternatives = new Uint16Array(width * height);
  const slots = Uint8Array.from({ length: 256 }, (_, slot) => slot);
  let writer: GifWriter | undefined;
  let globalColours = createDistinctColours();
  let distinct = createDistinctColours();
  let exact = true;

  /** Marks what has to be drawn and collects its colours. Returns the box round it, and whether the colours are few enough. */
  function findChanges(pixels: Uint32Array): { box: Rect; few: boolean } {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    distinct.clear();
    let few = true;
    let box = emptyRect;
    for (let y = 0, at = 0; y < height; y++) {
      let left = -1;
      let right = -1;
      for (let x = 0; x < width; x++, at++) {
        const colour = pixels[at];
        changes[at] = 0;
        if (colour === shown[at] || colour === 0) continue;
        if (farthest > 0 && shown[at] !== 0) {
          const r = bytes[at * 4] - shownBytes[at * 4];
          const g = bytes[at * 4 + 1] - shownBytes[at * 4 + 1];
          const b = bytes[at * 4 + 2] - shownBytes[at * 4 + 2];
          if (r * r + g * g + b * b <= farthest) {
            exact = false;
            continue;
          }
        }
        changes[at] = 1;
        if (left < 0) left = x;
        right = x;
        if (few) few = distinct.add(colour, economy.colours) >= 0;
      }
      if (left >= 0) box = union(box, { x: left, y, width: right - left + 1, height: 1 });
    }
    return { box, few };
  }

  /** Chooses colours for what has to be drawn. Returns how many. */
  function fitTable(pixels: Uint32Array): number {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    for (let at = 0; at < pixels.length; at++) {
      if (changes[at] === 1) histogram.add(bytes[at * 4], bytes[at * 4 + 1], bytes[at * 4 + 2]);
    }
    const count = fitter.fit(histogram.take(), table.rgba, slots, 0, economy.colours);
    nearest.load(table.rgba, slots, count);
    exact = false;
    return count;
  }

  /** The nearest slot, or `STAYS` when what is on the screen is at least as near. */
  function nearestSlot(bytes: Uint8Array, at: number): number {
    const p = at * 4;
    const slot = nearest.find(bytes[p], bytes[p + 1], bytes[p + 2]);
    if (shown[at] === 0) return slot;
    const to = (colours: Uint8Array, c: number) =>
      colourDistance(
        bytes[p],
        bytes[p + 1],
        bytes[p + 2],
        colours[c],
        colours[c + 1],
        colours[c + 2],
      );
    return to(shownBytes, p) <= to(table.rgba, slot * 4) ? STAYS : slot;
  }

  /** Fills `memory` and `alternatives` for the pixels of `rect`. Returns whether any pixel stays. */
  function chooseIndexes(pixels: Uint32Array, rect: Rect, isFew: boolean): boolean {
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    const known = isFew ? distinct : undefined;
    let stays = false;
    let to = 0;
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      let at = y * width + rect.x;
      for (const end = at + rect.width; at < end; at++, to++) {
        const colour = pixels[at];
        let slot = STAYS;
        let alternative = NO_ALTERNATIVE;
        if (changes[at] === 1) {
          slot = known === undefined ? nearestSlot(bytes, at) : known.find(colour);
        } else if (colour !== 0 && known !== undefined) {
          const own = known.find(colour);
          if (own >= 0) alternative = own;
        }
        memory[to] = slot;
        alternatives[to] = alternative;
        if (slot === STAYS) stays = true;
      }
    }
    return stays;
  }

  function showDrawn(rect: Rect, transparent: number | undefined) {
    let from = 0;
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      let at = y * width + rect.x;
      for (const end = at + rect.width; at < end; at++, from++) {
        if (memory[from] !== transparent) shown[at] = table.pixels[memory[from]];
      }
    }
  }

  return {
    assume(pixels, cleared) {
      shown.set(pixels);
      fillRect(shown, width, cleared, 0);
    },

    add(pixels, delayCs, vanishes) {
      const { box, few } = findChanges(pixels);
      const inGlobal = few && isSubset(distinct, globalColours);
      if (inGlobal) [distinct, globalColours] = [globalColours, distinct];
      const colours = few ? distinct.size : fitTable(pixels);
      if (few) table.pixels.set(distinct.colours.subarray(0, colours));

      const isFirst = writer === undefined;
      // Round a first frame that is smaller than the screen some readers show black.
      const area = isFirst ? { x: 0, y: 0, width, height } : union(box, vanishes);
      const rect = isEmpty(area) ? { x: 0, y: 0, width: 1, height: 1 } : area;
      const count = rect.width * rect.height;
      const stays = chooseIndexes(pixels, rect, few);
      const indexes = memory.subarray(0, count);
      const clears = !isEmpty(vanishes);
      // Some readers clear to the background colour unless the frame names a transparent index, so a cleared one always does.
      const transparent = stays || clears ? colours : undefined;
      if (transparent !== undefined) placeTransparent(indexes, transparent);
      const minCodeSize = Math.max(2, indexBits(colours + (transparent === undefined ? 0 : 1)));
      if (lossy > 0) {
        relax(indexes, count, minCodeSize, { alternatives, transparent, rgba: table.rgba, lossy });
        exact = false;
      }
      const others = alternatives.subarray(0, count);
      const codes = findCodes(indexes, others, minCodeSize, [], transparent);
      showDrawn(rect, transparent);
      if (clears) fillRect(shown, width, rect, 0);

      const palette = paletteOf(table.rgba, colours);
      writer ??= createGifWriter({ ...clip, palette });
      writer.frame({
        rect,
        indexes,
        coded: { codes, minCodeSize },
        palette: isFirst || inGlobal ? undefined : palette,
        delayCs,
        disposal: clears ? CLEAR : KEEP,
        transparent,
      });
      // The colours of the header stay known, whatever the next frame collects.
      if (inGlobal || (isFirst && few)) [distinct, globalColours] = [globalColours, distinct];
    },

    length: () => writer?.length() ?? 0,
    isExact: () => exact,
    finish: (tail) => writer?.finish(tail) ?? new Uint8Array(0),
  };
}

function isSubset(
  part: { readonly size: number; readonly colours: Uint32Array },
  whole: { find(colour: number): number },
): boolean {
  for (let i = 0; i < part.size; i++) if (whole.find(part.colours[i]) < 0) return false;
  return true;
}

/** Puts the transparent slot right behind the colours, so that few colours make short codes. */
function placeTransparent(indexes: Uint8Array, transparent: number) {
  if (transparent === STAYS) return;
  for (let i = 0; i < indexes.length; i++) if (indexes[i] === STAYS) indexes[i] = transparent;
}

/** With one black entry more for the transparent index, which some readers want inside the table. */
function paletteOf(rgba: Uint8Array, colours: number): Uint8Array {
  const palette = new Uint8Array((colours + 1) * 3);
  for (let i = 0; i < colours; i++) palette.set(rgba.subarray(i * 4, i * 4 + 3), i * 3);
  return palette;
}
