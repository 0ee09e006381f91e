import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { tableAt, tableLength, uint16 } from "./gif-frame.ts";
import type { GifFrame } from "./gif-frame.ts";
import { walkBlocks } from "./gif-walk.ts";
import type { GifWalk, GifWarning } from "./gif-walk.ts";
import { mediaKind } from "./kind.ts";

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
  Record<
    | "maxTargetBytes"
    | "maxSide"
    | "maxFrames"
    | "maxTotalPixels"
    | "maxPlayedPixels"
    | "maxDurationMs",
    number
  >
>;

/** For whoever walks a file that is in memory already, and decodes nothing of it. */
export const walkCeilings: GifCeilings = {
  maxTargetBytes: Infinity,
  maxSide: Infinity,
  maxFrames: limits.maxWalkedFrames,
  maxTotalPixels: Infinity,
  maxPlayedPixels: Infinity,
  maxDurationMs: Infinity,
};

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
  const kind = mediaKind(bytes);
  if (kind !== "gif") {
    throw new UserError("TARGET_NOT_GIF", { facts: kind === undefined ? {} : { kind } });
  }
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

function checkCeilings(walk: GifWalk, width: number, height: number, ceilings: GifCeilings) {
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
  for (const [pixels, limit] of [
    [walk.totalPixels, ceilings.maxTotalPixels],
    // Small frames on a huge canvas cost whoever plays them the whole canvas each.
    [width * height * walk.frameCount, ceilings.maxPlayedPixels],
  ] as const) {
    if (pixels > limit) throw new UserError("MEDIA_TOO_MANY_PIXELS", { facts: { pixels, limit } });
  }
  // The delay of a picture that does not move means nothing.
  if (walk.frameCount > 1 && walk.durationMs > ceilings.maxDurationMs) {
    const facts = { seconds: walk.durationMs / 1000, limit: ceilings.maxDurationMs / 1000 };
    throw new UserError("MEDIA_TOO_LONG", { facts });
  }
}

function broken(reason: string): UserError {
  return new UserError("TARGET_BROKEN", { message: `The GIF cannot be used: ${reason}` });
}
