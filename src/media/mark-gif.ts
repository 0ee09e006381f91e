import { readGifBlocks, walkCeilings } from "./gif-blocks.ts";
import type { GifBlocks } from "./gif-blocks.ts";
import { APPLICATION, COMMENT, EXTENSION, extensionsOf } from "./gif-extensions.ts";
import type { GifExtension } from "./gif-extensions.ts";
import { joined } from "./joined.ts";
import { aiEditedPacket, markTool, readPacket } from "./xmp-packet.ts";
import type { MarkStatement } from "./xmp-packet.ts";

const XMP_NAME = "XMP DataXMP";
const COMMENT_START = "AI-edited:";
const VERSION_AT = 4;

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** For people who look into the file, and for tools that keep comments and lose what they do not know. */
const commentBlock = blockOf(
  COMMENT,
  ascii(`${COMMENT_START} a face in this GIF was swapped by ${markTool}.`),
);

/**
 * XMP specification part 3, "GIF": the packet stands there as it is, not in sub-blocks. Whichever of its characters a
 * decoder takes for a length, it lands in the trailer, whose every byte leads to the terminator.
 */
const magicTrailer = Uint8Array.from({ length: 258 }, (_, index) =>
  index === 0 ? 1 : Math.max(0, 256 - index),
);
const packetBlock = joined(
  blockOf(APPLICATION, ascii(XMP_NAME)).subarray(0, -1),
  aiEditedPacket,
  magicTrailer,
);

/**
 * Says in the file that it is AI-edited: a comment and an XMP packet, and nothing else changes but
 * the version, since GIF87a knows no extensions. Whatever the file says already stays, and of a mark of ours only what
 * is missing is added.
 * @returns the file itself when it is marked already
 * @throws UserError as `readGifBlocks` does, of sizes only MEDIA_TOO_MANY_FRAMES
 */
export function markGif(bytes: Uint8Array): Uint8Array {
  const gif = readGifBlocks(bytes, walkCeilings);
  let commented = false;
  let packed = false;
  for (const extension of extensionsOf(gif)) {
    if (statementIn(bytes, extension)?.madeHere !== true) continue;
    if (extension.label === COMMENT) commented = true;
    else packed = true;
  }
  if (commented && packed) return bytes;
  const at = placeForMarks(gif);
  // The packet comes last: of several, readers take the last one, and Adobe's takes what follows it for a part of it.
  const marked = joined(
    bytes.subarray(0, at),
    commented ? new Uint8Array() : commentBlock,
    packed ? new Uint8Array() : packetBlock,
    bytes.subarray(at),
  );
  marked[VERSION_AT] = "9".charCodeAt(0);
  return marked;
}

/**
 * What the blocks of a GIF say, in file order.
 * @throws UserError as `readGifBlocks` does, of sizes only MEDIA_TOO_MANY_FRAMES
 */
export function* statementsInGif(bytes: Uint8Array): Generator<MarkStatement, void, undefined> {
  for (const extension of extensionsOf(readGifBlocks(bytes, walkCeilings))) {
    const statement = statementIn(bytes, extension);
    if (statement !== undefined) yield statement;
  }
}

/** Undefined for an extension that says nothing about it: a delay, a loop, a foreign comment. */
function statementIn(bytes: Uint8Array, extension: GifExtension): MarkStatement | undefined {
  const { label, start, end } = extension;
  const first = bytes.subarray(start + 3, start + 3 + bytes[start + 2]);
  if (label === COMMENT) {
    const text = String.fromCharCode(...first);
    if (!text.startsWith(COMMENT_START) || !text.includes(markTool)) return undefined;
    return { aiEdited: true, digitalSourceType: undefined, madeHere: true };
  }
  if (label !== APPLICATION || String.fromCharCode(...first) !== XMP_NAME) return undefined;
  return readPacket(bytes.subarray(start + 3 + first.length, end));
}

/**
 * Directly before the trailer, so that no frame moves. A last frame that has no end would swallow the blocks, and libnsgif
 * refuses a file where blocks stand behind the last frame and anything behind the trailer: then it is before that frame.
 */
function placeForMarks({ bytes, frames, contentEnd }: GifBlocks): number {
  const last = frames[frames.length - 1];
  const endsThere = contentEnd + 1 >= bytes.length;
  return last.complete && endsThere ? contentEnd : (last.control ?? last.image).start;
}

/** An extension of a single sub-block, at most 255 bytes long. */
function blockOf(label: number, content: Uint8Array): Uint8Array {
  return Uint8Array.of(EXTENSION, label, content.length, ...content, 0);
}
