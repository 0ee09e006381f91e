import sharp from "sharp";
import { isOpaque, type Raster } from "../engine/raster.ts";

/** Pixels → PNG. Fully opaque pictures are stored without alpha, which makes them smaller. */
export async function encodeStill(picture: Raster): Promise<Uint8Array> {
  const { width, height, data } = picture;
  const pixels = sharp(data, { raw: { width, height, channels: 4 } });
  return await (isOpaque(picture) ? pixels.removeAlpha() : pixels).png().toBuffer();
}
