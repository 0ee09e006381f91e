import { makeGif } from "./make-gif.ts";

/** A GIF whose frames are one pixel each, on a canvas of any size. */
export function tinyGif({ frames = 1, delayCs = 10, width = 1, height = 1 } = {}): Uint8Array {
  const rect = { x: 0, y: 0, width: 1, height: 1 };
  const frame = { paint: 1, rect, delayCs };
  return makeGif({ width, height, frames: Array.from({ length: frames }, () => frame) });
}

/** A PNG that announces this size; its pixels are not there, so only its header can be read. */
export function pngHeader(width = 64, height = 64): Uint8Array {
  const file = Buffer.alloc(37);
  file.write("\x89PNG\r\n\x1a\n", "latin1");
  file.writeUInt32BE(13, 8);
  file.write("IHDR", 12, "latin1");
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  file.set([8, 2], 24);
  return file;
}
