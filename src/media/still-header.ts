import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readAvifHeader } from "./avif-header.ts";
import { readJpegHeader } from "./jpeg-header.ts";
import { mediaKind } from "./kind.ts";
import type { MediaKind } from "./kind.ts";
import { readPngHeader } from "./png-header.ts";
import type { StillSize } from "./still-size.ts";
import { readWebpHeader } from "./webp-header.ts";

const readers = {
  png: readPngHeader,
  jpeg: readJpegHeader,
  webp: readWebpHeader,
  avif: readAvifHeader,
} as const satisfies Partial<Record<MediaKind, (bytes: Uint8Array) => StillSize | undefined>>;

type StillKind = keyof typeof readers;

export interface StillHeader extends Pick<StillSize, "width" | "height" | "animated"> {
  readonly kind: StillKind;
}

/** What the picture was given for; it decides which error is thrown. */
export type StillRole = "face" | "target";

/**
 * Reads the size of a PNG, JPEG, WebP or AVIF without decoding it.
 * @throws UserError FACE_NOT_IMAGE or TARGET_NOT_IMAGE (another kind of file; facts: `kind` where it is known), FACE_BROKEN
 * or TARGET_BROKEN (no usable header), MEDIA_TOO_MANY_PIXELS { width, height, pixels, limit }
 */
export function readStillHeader(bytes: Uint8Array, role: StillRole = "face"): StillHeader {
  const kind = mediaKind(bytes);
  if (!isStillKind(kind)) {
    throw new UserError(role === "face" ? "FACE_NOT_IMAGE" : "TARGET_NOT_IMAGE", {
      message: `The ${role} is ${kind ?? "of an unknown kind"}.`,
      facts: kind === undefined ? {} : { kind },
    });
  }
  const size = readers[kind](bytes);
  if (size === undefined || size.width === 0 || size.height === 0) {
    throw new UserError(role === "face" ? "FACE_BROKEN" : "TARGET_BROKEN", {
      message: `The header of the ${kind} cannot be used.`,
    });
  }
  const { width, height, animated, heldBytes = 0 } = size;
  const pixels = width * height;
  // What must be held at once counts like the pixels of a simpler file that take as much.
  const limit = Math.min(
    limits.maxStillPixels,
    Math.floor((limits.maxStillHeldBytes / Math.max(1, heldBytes)) * pixels),
  );
  if (pixels > limit) {
    throw new UserError("MEDIA_TOO_MANY_PIXELS", { facts: { width, height, pixels, limit } });
  }
  return { kind, width, height, animated };
}

function isStillKind(kind: MediaKind | undefined): kind is StillKind {
  return kind !== undefined && kind in readers;
}
