import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { mediaKind } from "./kind.ts";

/** Bytes `start ≤ i < end` of the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One image of a GIF as the file describes it; nothing is decoded. */
export interface GifFrame {
  /** The rectangle on the canvas in pixels; it may reach beyond the canvas or be empty. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The local colour table, RGB triples; a view into the file. */
  readonly palette: Uint8Array | undefined;
  readonly interlaced: boolean;
  /** Hundredths of a second, as stored: 0 and 1 are shown as 10 by browsers. */
  readonly delayCs: number;
  /** 0…7. 2 clears the rectangle afterwards, 3 brings back what was there, all others keep the picture. */
  readonly disposal: number;
  /** The palette index that draws nothing. */
  readonly transparent: number | undefined;
  readonly minCodeSize: number;
  /** False for a last frame that the file cuts off; the pixels that are missing draw nothing. */
  readonly complete: boolean;
  /** The graphic control extension that belongs to this image, from its introducer to its terminator. */
  readonly control: ByteRange | undefined;
  /** From the image separator to the end of the data. */
  readonly image: ByteRange;
  /** The LZW data in its sub-blocks, after the minimum code size. */
  readonly data: ByteRange;
}

export type GifWarning = "truncated" | "no-trailer" | "garbage";

/** Where everything in a GIF is. What is between the frames (comments, XMP, ICC, the loop) is reached through their offsets. */
export interface GifBlocks {
  readonly bytes: Uint8Array;
  /** The canvas in pixels: the screen, grown to hold the first frame, as Chromium does. Never 0. */
  readonly width: number;
  readonly height: number;
  /** RGB triples; a view into the file. */
  readonly globalPalette: Uint8Array | undefined;
  readonly backgroundIndex: number;
  readonly aspect: number;
  /** As stored: 0 is for ever, n is n more times after the first; undefined when the file does not say, so it plays once. */
  readonly loop: number | undefined;
  /** At least one. */
  readonly frames: readonly GifFrame[];
  /** What browsers take to play it once: delays of 0 and 1 hundredths last 100 ms. */
  readonly durationMs: number;
  /** Where the blocks end: at the trailer, or at the first byte that is no block. */
  readonly contentEnd: number;
  /** `truncated` says that the file stops inside a block; frames up to there are listed. */
  readonly warnings: ReadonlySet<GifWarning>;
}

/** The ceilings of `core/limits.ts` that concern a GIF; other figures are for trusted files and tests. */
export type GifCeilings = Readonly<
  Record<"maxTargetBytes" | "maxSide" | "maxFrames" | "maxTotalPixels" | "maxDurationMs", number>
>;

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
const HEADER_LENGTH = 13;

/**
 * Walks the blocks of a GIF (GIF89a specification, appendix B) without decoding a pixel. Tolerant as browsers are:
 * padding, unknown extensions, a missing trailer and garbage at the end do no harm. All ceilings are checked before
 * anybody allocates a canvas.
 *
 * A file that is cut inside a frame keeps that frame, marked incomplete, when another complete one is before it.
 * @throws UserError TARGET_NOT_GIF, TARGET_BROKEN (no complete frame), MEDIA_TOO_LARGE { bytes, limit },
 * MEDIA_TOO_MANY_PIXELS { width, height, limit } for a side or { pixels, limit } for all frames together,
 * MEDIA_TOO_MANY_FRAMES { frames, limit }, MEDIA_TOO_LONG { seconds, limit }
 */
export function readGifBlocks(bytes: Uint8Array, ceilings: GifCeilings = limits): GifBlocks {
  if (mediaKind(bytes) !== "gif") throw new UserError("TARGET_NOT_GIF");
  if (bytes.length > ceilings.maxTargetBytes) {
    const facts = { bytes: bytes.length, limit: ceilings.maxTargetBytes };
    throw new UserError("MEDIA_TOO_LARGE", { facts });
  }
  if (bytes.length < HEADER_LENGTH) throw broken("the header is cut off");
  const flags = bytes[10];
  const walk = walkBlocks(bytes, HEADER_LENGTH + tableLength(flags), ceilings.maxFrames);
  const [first] = walk.frames;
  if (first === undefined) throw broken("it holds no frame");
  if (!first.complete) throw broken("its first frame is cut off");

  const width = Math.max(uint16(bytes, 6), first.x + first.width);
  const height = Math.max(uint16(bytes, 8), first.y + first.height);
  if (width === 0 || height === 0) throw broken("its canvas is empty");
  checkCeilings(walk, width, height, ceilings);

  return {
    bytes,
    width,
    height,
    globalPalette: tableAt(bytes, HEADER_LENGTH, flags),
    backgroundIndex: bytes[11],
    aspect: bytes[12],
    loop: walk.loop,
    frames: walk.frames,
    durationMs: walk.durationMs,
    contentEnd: walk.contentEnd,
    warnings: walk.warnings,
  };
}

interface Walk {
  readonly frames: GifFrame[];
  readonly warnings: Set<GifWarning>;
  loop: number | undefined;
  contentEnd: number;
  /** Counted on when the list is full, so that the refusal can name the figure. */
  frameCount: number;
  totalPixels: number;
  widest: number;
  highest: number;
  durationMs: number;
}

function walkBlocks(bytes: Uint8Array, start: number, maxFrames: number): Walk {
  const walk: Walk = {
    frames: [],
    warnings: new Set(),
    loop: undefined,
    contentEnd: bytes.length,
    frameCount: 0,
    totalPixels: 0,
    widest: 0,
    highest: 0,
    durationMs: 0,
  };
  let control: ByteRange | undefined;
  let at = start;
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === TRAILER) {
      walk.contentEnd = at;
      return walk;
    }
    if (block === EXTENSION) {
      const range = { start: at, end: skipSubBlocks(bytes, at + 2) };
      if (range.end > bytes.length) return cutOff(walk, at);
      if (bytes[at + 1] === GRAPHIC_CONTROL && bytes[at + 2] >= 4) control = range;
      if (bytes[at + 1] === APPLICATION) walk.loop = loopIn(bytes, at) ?? walk.loop;
      at = range.end;
    } else if (block === IMAGE) {
      const frame = frameAt(bytes, at, control);
      if (frame === undefined) return cutOff(walk, at);
      addFrame(walk, frame, maxFrames);
      if (!frame.complete) return cutOff(walk, bytes.length);
      control = undefined;
      at = frame.image.end;
    } else if (block === 0) {
      at++; // Some encoders pad; browsers step over it.
    } else {
      walk.warnings.add("garbage").add("no-trailer");
      walk.contentEnd = at;
      return walk;
    }
  }
  walk.warnings.add("no-trailer");
  return walk;
}

function cutOff(walk: Walk, contentEnd: number): Walk {
  walk.warnings.add("truncated").add("no-trailer");
  walk.contentEnd = contentEnd;
  return walk;
}

function addFrame(walk: Walk, frame: GifFrame, maxFrames: number) {
  walk.frameCount++;
  if (walk.frames.length < maxFrames) walk.frames.push(frame);
  walk.totalPixels += frame.width * frame.height;
  walk.widest = Math.max(walk.widest, frame.width);
  walk.highest = Math.max(walk.highest, frame.height);
  walk.durationMs += shownMs(frame.delayCs);
}

/** How long browsers show a frame: Firefox, Blink and WebKit all take 10 ms and less for 100 ms. */
export function shownMs(delayCs: number): number {
  return delayCs <= 1 ? 100 : delayCs * 10;
}

function frameAt(
  bytes: Uint8Array,
  at: number,
  control: ByteRange | undefined,
): GifFrame | undefined {
  const flags = bytes[at + 9];
  const codeSizeAt = at + 10 + tableLength(flags);
  // A frame without a single byte of data is no frame: there is nothing of it to show.
  if (codeSizeAt + 2 > bytes.length) return undefined;
  const dataEnd = skipSubBlocks(bytes, codeSizeAt + 1);
  const end = Math.min(dataEnd, bytes.length);
  const controlFlags = control === undefined ? 0 : bytes[control.start + 3];
  return {
    x: uint16(bytes, at + 1),
    y: uint16(bytes, at + 3),
    width: uint16(bytes, at + 5),
    height: uint16(bytes, at + 7),
    palette: tableAt(bytes, at + 10, flags),
    interlaced: (flags & 0x40) !== 0,
    delayCs: control === undefined ? 0 : uint16(bytes, control.start + 4),
    disposal: (controlFlags >> 2) & 7,
    transparent:
      control !== undefined && (controlFlags & 1) !== 0 ? bytes[control.start + 6] : undefined,
    minCodeSize: bytes[codeSizeAt],
    complete: dataEnd <= bytes.length,
    control,
    image: { start: at, end },
    data: { start: codeSizeAt + 1, end },
  };
}

/** The offset after the terminator, or one beyond the end of the file when there is no terminator. */
function skipSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = bytes[at++];
    if (length === 0) return at;
    at += length;
  }
  return bytes.length + 1;
}

/** The loop count of a NETSCAPE2.0 or ANIMEXTS1.0 extension: the sub-block whose id is 1, wherever it stands among them. */
function loopIn(bytes: Uint8Array, extension: number): number | undefined {
  const name = String.fromCharCode(...bytes.subarray(extension + 3, extension + 14));
  if (bytes[extension + 2] !== 11 || (name !== "NETSCAPE2.0" && name !== "ANIMEXTS1.0")) {
    return undefined;
  }
  let loop: number | undefined;
  for (let at = extension + 14; bytes[at] !== 0; at += bytes[at] + 1) {
    if (bytes[at] >= 3 && (bytes[at + 1] & 7) === 1) loop = uint16(bytes, at + 2);
  }
  return loop;
}

function checkCeilings(walk: Walk, width: number, height: number, ceilings: GifCeilings) {
  const widest = Math.max(width, walk.widest);
  const highest = Math.max(height, walk.highest);
  if (Math.max(widest, highest) > ceilings.maxSide) {
    const facts = { width: widest, height: highest, limit: ceilings.maxSide };
    throw new UserError("MEDIA_TOO_MANY_PIXELS", { facts });
  }
  if (walk.frameCount > ceilings.maxFrames) {
    const facts = { frames: walk.frameCount, limit: ceilings.maxFrames };
    throw new UserError("MEDIA_TOO_MANY_FRAMES", { facts });
  }
  if (walk.totalPixels > ceilings.maxTotalPixels) {
    const facts = { pixels: walk.totalPixels, limit: ceilings.maxTotalPixels };
    throw new UserError("MEDIA_TOO_MANY_PIXELS", { facts });
  }
  // The delay of a picture that does not move means nothing.
  if (walk.frameCount > 1 && walk.durationMs > ceilings.maxDurationMs) {
    const facts = { seconds: walk.durationMs / 1000, limit: ceilings.maxDurationMs / 1000 };
    throw new UserError("MEDIA_TOO_LONG", { facts });
  }
}

/** Bytes of the colour table that these descriptor flags announce. */
function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * (2 << (flags & 7));
}

function tableAt(bytes: Uint8Array, at: number, flags: number): Uint8Array | undefined {
  const length = tableLength(flags);
  return length === 0 ? undefined : bytes.subarray(at, at + length);
}

function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8);
}

function broken(reason: string): UserError {
  return new UserError("TARGET_BROKEN", { message: `The GIF cannot be used: ${reason}` });
}
