import sharp from "sharp";
import type { Raster } from "../engine/raster.ts";

/** Pixels → PNG. Fully opaque pictures are stored without alpha. */
export async function encodeStill({ width, height, data }: Raster): Promise<Uint8Array> {
  return await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}
