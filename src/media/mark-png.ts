import { UserError } from "../core/errors.ts";
import { joined } from "./joined.ts";
import { mediaKind } from "./kind.ts";
import { pngChunk, pngChunks } from "./png-chunks.ts";
import type { PngChunk } from "./png-chunks.ts";
import { aiEditedPacket, readPacket } from "./xmp-packet.ts";
import type { MarkStatement } from "./xmp-packet.ts";

/** The keyword, its end, not compressed, method 0, no language and no translated keyword. */
const packetHead = new TextEncoder().encode("XML:com.adobe.xmp\0\0\0\0\0");
const packetChunk = pngChunk("iTXt", joined(packetHead, aiEditedPacket));

/**
 * Says in the file that it is AI-edited: an XMP packet in an iTXt chunk before the pixels (XMP specification part 3,
 * "PNG"), and nothing else changes.
 * @returns the file itself when it is marked already
 * @throws UserError TARGET_NOT_IMAGE (no PNG), TARGET_BROKEN (no pixels)
 */
export function markPng(bytes: Uint8Array): Uint8Array {
  let pixelsAt: number | undefined;
  for (const chunk of chunksOf(bytes)) {
    if (statementIn(chunk)?.madeHere === true) return bytes;
    if (chunk.type === "IDAT") pixelsAt ??= chunk.start;
  }
  if (pixelsAt === undefined) {
    throw new UserError("TARGET_BROKEN", { message: "The PNG holds no whole chunk of pixels." });
  }
  return joined(bytes.subarray(0, pixelsAt), packetChunk, bytes.subarray(pixelsAt));
}

/**
 * What the chunks of a PNG say, in file order. Compressed packets, which the specification advises against, are not read.
 * @throws UserError TARGET_NOT_IMAGE (no PNG)
 */
export function* statementsInPng(bytes: Uint8Array): Generator<MarkStatement, void, undefined> {
  for (const chunk of chunksOf(bytes)) {
    const statement = statementIn(chunk);
    if (statement !== undefined) yield statement;
  }
}

function chunksOf(bytes: Uint8Array): Generator<PngChunk, void, undefined> {
  if (mediaKind(bytes) !== "png") throw new UserError("TARGET_NOT_IMAGE");
  return pngChunks(bytes);
}

/** Undefined for a chunk that says nothing about it. */
function statementIn({ type, data }: PngChunk): MarkStatement | undefined {
  // The language and the translated keyword may be given, so only the part up to the compression method is fixed.
  const fixed = packetHead.subarray(0, -2);
  if (type !== "iTXt" || !fixed.every((byte, index) => data[index] === byte)) return undefined;
  return readPacket(data.subarray(fixed.length));
}
