import type { Rect } from "../raster.ts";
import { createByteWriter } from "./byte-writer.ts";
import { writeCodes } from "./lzw-codes.ts";
import type { LzwCodes } from "./lzw-codes.ts";
import { createLzwEncoder } from "./lzw-encode.ts";
import {
  indexBits,
  TRAILER,
  writeControl,
  writeHeader,
  writeImageDescriptor,
  writeLoop,
} from "./write-blocks.ts";
import type { ControlFields, ScreenFields } from "./write-blocks.ts";

export interface NewGif extends ScreenFields {
  /** 0 is for ever, n is n more times after the first; left out, the GIF plays once. */
  readonly loop?: number | undefined;
  /** Whole blocks to stand before the first frame. */
  readonly head?: Uint8Array | undefined;
}

interface NewFrame extends ControlFields {
  readonly rect: Rect;
  /** `rect.width × rect.height` palette indexes, in stream order. */
  readonly indexes: Uint8Array;
  /** Codes that draw them, and their minimum size; left out, they are found. */
  readonly coded?: { readonly codes: LzwCodes; readonly minCodeSize: number };
  /** RGB triples; left out, the global palette serves. */
  readonly palette?: Uint8Array | undefined;
  /** Says that the rows of `indexes` are in interlaced order; it does not reorder them. */
  readonly interlaced?: boolean;
}

export interface GifWriter {
  frame(frame: NewFrame): void;
  /** Bytes so far. */
  length(): number;
  /** @param tail whole blocks to stand before the trailer */
  finish(tail?: Uint8Array): Uint8Array;
}

/** Writes a GIF block by block: the header at once, then each frame, then the trailer. */
export function createGifWriter(gif: NewGif): GifWriter {
  const writer = createByteWriter();
  const encoder = createLzwEncoder();
  writeHeader(writer, gif);
  if (gif.loop !== undefined) writeLoop(writer, gif.loop);
  if (gif.head !== undefined) writer.bytes(gif.head);
  return {
    frame(frame) {
      const { rect, indexes, coded, palette, interlaced = false } = frame;
      writeControl(writer, frame);
      writeImageDescriptor(writer, rect, palette, interlaced);
      if (coded !== undefined) {
        writeCodes(writer, coded.codes, coded.minCodeSize);
        return;
      }
      const highest = indexes.reduce((most, index) => Math.max(most, index), 0);
      const codeSize = Math.max(2, indexBits(highest + 1));
      encoder.encode(writer, indexes, indexes.length, codeSize);
    },
    length: () => writer.length(),
    finish(tail) {
      if (tail !== undefined) writer.bytes(tail);
      writer.byte(TRAILER);
      return writer.toBytes();
    },
  };
}
