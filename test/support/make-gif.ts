import { limits } from "../../src/core/limits.ts";
import { encodeGif } from "../../src/engine/gif/encode-gif.ts";
import { createGifWriter } from "../../src/engine/gif/write-gif.ts";
import type { Raster, Rect } from "../../src/engine/raster.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";

export type Colour = readonly [red: number, green: number, blue: number];

export interface MadeFrame {
  /** The palette index of each pixel, by its place on the canvas; a number fills the whole frame. */
  readonly paint: number | ((x: number, y: number) => number);
  /** The whole canvas when left out. */
  readonly rect?: Rect;
  readonly delayCs?: number;
  readonly disposal?: number;
  readonly transparent?: number;
  /** A local table; left out, the frame uses the global one. */
  readonly palette?: readonly Colour[] | undefined;
  readonly interlaced?: boolean;
}

export interface MadeGif {
  readonly width: number;
  readonly height: number;
  /** The global table: black, red, green and blue when left out; null for none. */
  readonly palette?: readonly Colour[] | null;
  readonly loop?: number;
  readonly frames: readonly MadeFrame[];
}

export const fourColours: readonly Colour[] = [
  [0, 0, 0],
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
];

/** `count` different colours. */
export function manyColours(count: number): Colour[] {
  return Array.from({ length: count }, (_, index) => [
    (index * 37) % 256,
    (index * 91) % 256,
    (index * 53 + 11) % 256,
  ]);
}

/** A real GIF, each part as told: tables, rectangles, delays, disposals, interlace, loop. */
export function makeGif(gif: MadeGif): Uint8Array {
  const { width, height, loop } = gif;
  const palette = gif.palette === null ? undefined : tableOf(gif.palette ?? fourColours);
  const writer = createGifWriter({ width, height, loop, palette });
  for (const frame of gif.frames) {
    const rect = frame.rect ?? { x: 0, y: 0, width, height };
    writer.frame({
      rect,
      indexes: paintedIndexes(frame, rect),
      palette: frame.palette === undefined ? undefined : tableOf(frame.palette),
      interlaced: frame.interlaced ?? false,
      delayCs: frame.delayCs ?? 10,
      disposal: frame.disposal ?? 1,
      transparent: frame.transparent,
    });
  }
  return writer.finish();
}

/** A GIF of pictures, for tests that care what is seen and not how it is stored. */
export function gifOf(
  rasters: readonly Raster[],
  { delayCs = 10, loop = 0 }: { delayCs?: number; loop?: number } = {},
): Uint8Array {
  const [{ width, height }] = rasters;
  return encodeGif({ width, height, loop, frames: rasters.map((raster) => ({ raster, delayCs })) });
}

/** The file as a broken download leaves it: its first part only. */
export function cutOff(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.slice(0, Math.floor(bytes.length * share));
}

/** A screen or a frame of 65535 × 65535 pixels in under 100 bytes; a reader that believes it allocates 4 to 17 GB. */
export function bombGif(part: "screen" | "frame" = "screen"): Uint8Array {
  const bytes = makeGif({ width: 1, height: 1, frames: [{ paint: 1 }] });
  const size = part === "screen" ? 6 : readGifBlocks(bytes).frames[0].image.start + 5;
  return bytes.fill(0xff, size, size + 4);
}

/** One frame more than may be. */
export function tooManyFramesGif(): Uint8Array {
  const frames = Array.from({ length: limits.maxFrames + 1 }, () => ({ paint: 1, delayCs: 2 }));
  return makeGif({ width: 2, height: 2, frames });
}

function tableOf(colours: readonly Colour[]): Uint8Array {
  return Uint8Array.from(colours.flat());
}

/** In which of the four passes a row comes, by its place among eight. */
const interlacePass = [0, 3, 2, 3, 1, 3, 2, 3];

function paintedIndexes({ paint, interlaced }: MadeFrame, rect: Rect): Uint8Array {
  const { width, height } = rect;
  const rows = Array.from({ length: height }, (_, y) => y);
  if (interlaced) rows.sort((a, b) => interlacePass[a % 8] - interlacePass[b % 8] || a - b);
  const indexes = new Uint8Array(width * height);
  for (const [line, y] of rows.entries()) {
    for (let x = 0; x < width; x++) {
      indexes[line * width + x] = typeof paint === "number" ? paint : paint(rect.x + x, rect.y + y);
    }
  }
  return indexes;
}
