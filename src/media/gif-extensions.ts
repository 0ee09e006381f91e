import type { GifBlocks } from "./gif-blocks.ts";
import { skipSubBlocks, tableLength } from "./gif-frame.ts";
import type { ByteRange } from "./gif-frame.ts";

export const EXTENSION = 0x21;
export const COMMENT = 0xfe;
export const APPLICATION = 0xff;

const HEADER_LENGTH = 13;

/** From the introducer to the terminator. */
export interface GifExtension extends ByteRange {
  readonly label: number;
}

/** Every extension of a GIF in file order, graphic controls included. One at a time: a file may hold millions. */
export function* extensionsOf(gif: GifBlocks): Generator<GifExtension, void, undefined> {
  const { bytes, frames, contentEnd } = gif;
  let at = HEADER_LENGTH + tableLength(bytes[10]);
  let nextFrame = 0;
  while (at < contentEnd) {
    if (at === frames[nextFrame]?.image.start) {
      at = frames[nextFrame].image.end;
      nextFrame++;
    } else if (bytes[at] === EXTENSION) {
      const end = skipSubBlocks(bytes, at + 2);
      yield { label: bytes[at + 1], start: at, end };
      at = end;
    } else {
      at++; // Padding.
    }
  }
}
