import sharp from "sharp";
import type { Sharp } from "sharp";
import { UserError } from "../core/errors.ts";
import type { ErrorCode } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readStillHeader } from "../media/still-header.ts";
import type { StillRole } from "../media/still-header.ts";

const codes = {
  face: { broken: "FACE_BROKEN", tooSmall: "NO_FACE_IN_PHOTO" },
  target: { broken: "TARGET_BROKEN", tooSmall: "NO_FACE_IN_TARGET" },
} as const satisfies Record<StillRole, Record<string, ErrorCode>>;

/** SVG, PDF, TIFF and the rest read other files, run parsers of their own and cost memory; four loaders are left. */
const openLoaders = [
  "VipsForeignLoadPng",
  "VipsForeignLoadJpeg",
  "VipsForeignLoadWebp",
  // AVIF: the HEVC of HEIC is not compiled in, and the header walk refuses its brands before.
  "VipsForeignLoadHeif",
];

/**
 * Closes every loader of this process's libvips but those that `decodeStill` needs, for good, and keeps it to one thread a
 * picture: more would race the event loop, or the other engine processes, for the cores. Nothing is cached: no picture is
 * seen twice. Called by whatever decodes strangers' pictures, before the first.
 */
export function closeLoaders(): void {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: openLoaders });
  sharp.concurrency(1);
  sharp.cache(false);
}

/**
 * Decodes a stranger's PNG, JPEG, WebP or AVIF: its header is read first, it is turned as its EXIF orientation says, its
 * colours become sRGB, and nothing of its metadata is kept. A face photo is brought down to `limits.maxFacePhotoSide`,
 * more than any GIF can show of it; a target keeps its size.
 * @param finish what to make of the pixels
 * @throws UserError as `readStillHeader` does; `FACE_BROKEN`, `TARGET_BROKEN` when it does not decode; `NO_FACE_IN_PHOTO`,
 * `NO_FACE_IN_TARGET` { width, height, limit } when a side has under `limits.minStillSide` pixels
 */
export async function decodeStill<T>(
  bytes: Uint8Array,
  role: StillRole,
  finish: (picture: Sharp) => Promise<T>,
): Promise<T> {
  const { width, height } = readStillHeader(bytes, role);
  if (Math.min(width, height) < limits.minStillSide) {
    throw new UserError(codes[role].tooSmall, {
      message: `The ${role} is ${width} × ${height} pixels, too small to show a face.`,
      facts: { width, height, limit: limits.minStillSide },
    });
  }
  const upright = sharp(bytes, {
    limitInputPixels: limits.maxStillPixels,
    // Cut-off and damaged files are refused; stray bytes between JPEG segments, which cameras do write, are not.
    failOn: "error",
    sequentialRead: true,
  }).autoOrient();
  const side = limits.maxFacePhotoSide;
  const sized =
    role === "face"
      ? upright.resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      : upright;
  try {
    return await finish(sized.toColourspace("srgb"));
  } catch (error) {
    throw new UserError(codes[role].broken, {
      message: `The ${role} cannot be decoded.`,
      cause: error,
    });
  }
}
