import { frameAt, skipSubBlocks, uint16 } from "./gif-frame.ts";
import type { ByteRange, GifFrame } from "./gif-frame.ts";

export type GifWarning = "truncated" | "no-trailer" | "garbage";

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;

/** What a walk over the blocks found. */
export interface GifWalk {
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

/** Collects frames, up to `maxFrames` of them, and sums over all frames, from the offset after the header on. */
export function walkBlocks(bytes: Uint8Array, start: number, maxFrames: number): GifWalk {
  const walk: GifWalk = {
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

function cutOff(walk: GifWalk, contentEnd: number): GifWalk {
  walk.warnings.add("truncated").add("no-trailer");
  walk.contentEnd = contentEnd;
  return walk;
}

function addFrame(walk: GifWalk, frame: GifFrame, maxFrames: number) {
  walk.frameCount++;
  if (walk.frames.length < maxFrames) walk.frames.push(frame);
  walk.totalPixels += frame.width * frame.height;
  walk.widest = Math.max(walk.widest, frame.width);
  walk.highest = Math.max(walk.highest, frame.height);
  walk.durationMs += shownMs(frame.delayCs);
}

/** How long browsers show a frame: Firefox, Blink and WebKit all take 10 ms and less for 100 ms. */
function shownMs(delayCs: number): number {
  return delayCs <= 1 ? 100 : delayCs * 10;
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
