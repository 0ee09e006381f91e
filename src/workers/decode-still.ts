import type { Raster } from "../engine/raster.ts";
import type { StillRole } from "../media/still-header.ts";
import { closeLoaders, decodeStill } from "../stills/decode-still.ts";

/** The bytes of a PNG, JPEG, WebP or AVIF → upright sRGB pixels with alpha. */
export type DecodeStill = (bytes: Uint8Array, role: StillRole) => Promise<Raster>;

/**
 * A decoder of strangers' pictures for the engine.
 * It throws UserError `FACE_NOT_IMAGE`, `FACE_BROKEN`, `NO_FACE_IN_PHOTO` (a side under 32 pixels), or
 * `TARGET_NOT_IMAGE`, `TARGET_BROKEN`, `NO_FACE_IN_TARGET`, or `MEDIA_TOO_MANY_PIXELS`.
 */
export function createStillDecoder(): DecodeStill {
  closeLoaders();
  return (bytes, role) =>
    decodeStill(bytes, role, async (picture) => {
      const { data, info } = await picture
        .ensureAlpha()
        .raw({ depth: "uchar" })
        .toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, data };
    });
}
