import { UserError } from "../core/errors.ts";
import { encodeGif } from "../engine/gif/encode-gif.ts";
import type { ToGifAnswer, ToGifJob } from "./swap-port.ts";
import { readVideo } from "./video-frames.ts";
import { readMovingWebp } from "./webp-frames.ts";

/** Of a video: each try has half the pixels of the one before. */
const scales = [1, 0.7, 0.5] as const;

/**
 * Makes a GIF of an MP4, a WebM or a moving WebP, with our own encoder. A video that makes too large a GIF is scaled down.
 * @throws UserError as `readVideo` and `readMovingWebp` do; `MEDIA_TOO_LARGE` { bytes, limit }
 */
export async function toGif({ kind, media, maxBytes }: ToGifJob): Promise<ToGifAnswer> {
  let bytes = new Uint8Array(0);
  for (const scale of kind === "webp" ? [1] : scales) {
    const { width, height, loop, frames } =
      kind === "webp"
        ? await readMovingWebp(media)
        : await readVideo({ kind, bytes: media }, scale);
    const clip = { width, height, frames };
    bytes = Uint8Array.from(encodeGif(loop === undefined ? clip : { ...clip, loop }));
    if (bytes.length <= maxBytes) return { bytes };
  }
  throw new UserError("MEDIA_TOO_LARGE", { facts: { bytes: bytes.length, limit: maxBytes } });
}
