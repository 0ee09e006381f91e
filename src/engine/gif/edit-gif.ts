import type { GifBlocks } from "../../media/gif-blocks.ts";
import { compositeFrames } from "./composite.ts";
import type { CompositedFrame } from "./composite.ts";
import type { FrameEdit } from "./frame-edit.ts";
import { createGifEditor } from "./gif-editor.ts";
import type { GifEditOptions } from "./gif-editor.ts";

/**
 * Replaces pixels of a GIF and nothing else: frame count, delays, loop, disposal, transparency, comments and, with the default
 * options, every pixel outside the edits are the source's. Pixels that the source shows transparent cannot be replaced.
 * For work between frames that is asynchronous use `compositeFrames` and `createGifEditor` as this function does.
 * @param edit the new pixels of a frame, or undefined to leave it
 * @returns the file; the source's bytes when nothing was edited
 */
export function editGif(
  gif: GifBlocks,
  edit: (composited: CompositedFrame) => FrameEdit | undefined,
  options: GifEditOptions = {},
): Uint8Array {
  const editor = createGifEditor(gif, options);
  for (const composited of compositeFrames(gif)) editor.add(composited, edit(composited));
  return editor.finish();
}
