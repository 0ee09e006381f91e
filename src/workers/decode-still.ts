import sharp from "sharp";
import { UserError } from "../core/errors.ts";
import type { ErrorCode } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Raster } from "../engine/raster.ts";
import { readStillHeader } from "../media/still-header.ts";
import type { StillRole } from "../media/still-header.ts";

/** The bytes of a PNG, JPEG or WebP → upright sRGB pixels with alpha. */
export type DecodeStill = (bytes: Uint8Array, role: StillRole) => Promise<Raster>;

const codes = {
  face: { broken: "FACE_BROKEN", noFace: "NO_FACE_IN_PHOTO" },
  target: { broken: "TARGET_BROKEN", noFace: "NO_FACE_IN_TARGET" },
} as const satisfies Record<StillRole, Record<string, ErrorCode>>;

/**
 * A decoder for pictures from strangers. It closes every loader of this process's libvips (SVG, PDF, TIFF and the
 * rest read files, run parsers and cost memory) but the three we take, and the header is read before.
 *
 * Turns the picture as its EXIF orientation says. A face photo is brought down to `limits.maxFacePhotoSide`, more
 * than any GIF can show of it; a target keeps its size.
 *
 * The decoder throws UserError `FACE_NOT_IMAGE`, `FACE_BROKEN`, `NO_FACE_IN_PHOTO` (a side under 32 pixels), or
 * `TARGET_NOT_IMAGE`, `TARGET_BROKEN`, `NO_FACE_IN_TARGET`, or `MEDIA_TOO_MANY_PIXELS`.
 */
export function createStillDecoder(): DecodeStill {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp"],
  });
  // One engine process is meant to use one core.
  sharp.concurrency(1);
  sharp.cache(false);

  return async (bytes, role) => {
    const { width, height } = readStillHeader(bytes, role);
    if (Math.min(width, height) < limits.minStillSide) {
      throw new UserError(codes[role].noFace, {
        message: `The ${role} is ${width} × ${height} pixels, too small to show a face.`,
        facts: { width, height },
      });
    }
    try {
      return await toRaster(bytes, role);
    } catch (error) {
      throw new UserError(codes[role].broken, {
        message: `The ${role} cannot be decoded.`,
        cause: error,
      });
    }
  };
}

async function toRaster(bytes: Uint8Array, role: StillRole): Promise<Raster> {
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
  const { data, info } = await sized
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
