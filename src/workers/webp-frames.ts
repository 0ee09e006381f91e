import sharp from "sharp";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readWebpHeader } from "../media/webp-header.ts";
import { closeLoaders } from "../stills/decode-still.ts";
import type { MovingPicture } from "./moving-picture.ts";

/** Browsers show what is shorter than two hundredths for ten. */
const minDelayCs = 2;

/**
 * The pictures of a moving WebP with their own pace.
 * @throws UserError `TARGET_BROKEN`, `MEDIA_TOO_LONG`, `MEDIA_TOO_MANY_PIXELS`, `MEDIA_TOO_MANY_FRAMES`
 */
export async function readMovingWebp(bytes: Uint8Array): Promise<MovingPicture> {
  const header = readWebpHeader(bytes);
  if (header === undefined) throw new UserError("TARGET_BROKEN");
  checkCeilings(header);
  closeLoaders();
  try {
    const source = sharp(bytes, {
      animated: true,
      limitInputPixels: limits.maxVideoGifPixels,
      failOn: "error",
    });
    const { delay = [], loop = 0, pages = 1 } = await source.metadata();
    const { data, info } = await source
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const [width, height] = [info.width, info.height / pages];
    return {
      width,
      height,
      // libvips counts the first run too.
      loop: loop === 0 ? 0 : loop === 1 ? undefined : loop - 1,
      frames: pagesOf(data, { width, height, delays: delay }),
    };
  } catch (error) {
    throw new UserError("TARGET_BROKEN", { message: "The WebP cannot be decoded.", cause: error });
  }
}

/** libvips stacks the pages of an animation into one tall picture. */
function* pagesOf(
  data: Uint8Array,
  { width, height, delays }: { width: number; height: number; delays: readonly number[] },
) {
  const size = width * height * 4;
  for (let page = 0; page * size < data.length; page += 1) {
    const raster = { width, height, data: data.subarray(page * size, (page + 1) * size) };
    yield { raster, delayCs: Math.max(minDelayCs, Math.round((delays[page] ?? 100) / 10)) };
  }
}

function checkCeilings({
  width,
  height,
  frames,
  durationMs,
}: NonNullable<ReturnType<typeof readWebpHeader>>): void {
  if (Math.max(width, height) > limits.maxSide) {
    throw new UserError("MEDIA_TOO_MANY_PIXELS", {
      facts: { width, height, limit: limits.maxSide },
    });
  }
  if (frames > limits.maxFrames) {
    throw new UserError("MEDIA_TOO_MANY_FRAMES", { facts: { frames, limit: limits.maxFrames } });
  }
  // Every frame is decoded onto the whole canvas.
  const pixels = frames * width * height;
  if (pixels > limits.maxVideoGifPixels) {
    throw new UserError("MEDIA_TOO_MANY_PIXELS", {
      facts: { pixels, limit: limits.maxVideoGifPixels },
    });
  }
  if (durationMs > limits.maxDurationMs) {
    const facts = { seconds: durationMs / 1000, limit: limits.maxDurationMs / 1000 };
    throw new UserError("MEDIA_TOO_LONG", { facts });
  }
}
