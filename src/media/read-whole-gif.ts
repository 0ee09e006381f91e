import { UserError } from "../core/errors.ts";
import { readGifBlocks } from "./gif-blocks.ts";
import type { GifBlocks } from "./gif-blocks.ts";

/**
 * The blocks of a GIF that somebody wants swapped. Browsers show what there is of a download that broke off, but nobody
 * wants to pay for half a GIF: it is refused. A missing trailer alone loses no pixel and is forgiven.
 * @throws UserError as `readGifBlocks` does, and `TARGET_BROKEN` for a file that ends in the middle of a frame
 */
export function readWholeGif(bytes: Uint8Array): GifBlocks {
  const gif = readGifBlocks(bytes);
  if (gif.warnings.has("truncated")) {
    throw new UserError("TARGET_BROKEN", { message: "The GIF ends in the middle of a frame." });
  }
  return gif;
}
