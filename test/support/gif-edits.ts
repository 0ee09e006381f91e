import * as fc from "fast-check";
import { expect } from "vitest";
import { editGif } from "../../src/engine/gif/edit-gif.ts";
import type { FrameEdit } from "../../src/engine/gif/frame-edit.ts";
import type { GifEditOptions } from "../../src/engine/gif/gif-editor.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import type { Rect } from "../../src/engine/raster.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import type { GifBlocks } from "../../src/media/gif-blocks.ts";
import { framesOf, noCeilings } from "./gif-frames.ts";

/** A patch of smooth colours, with holes where it leaves the frame alone. */
export function patchAt(rect: Rect, tint: number): FrameEdit {
  const patch = blankRaster(rect.width, rect.height);
  for (let at = 0; at < rect.width * rect.height; at++) {
    const x = at % rect.width;
    const y = Math.floor(at / rect.width);
    if ((x + y) % 11 === 10) continue;
    patch.data.set([(x * 9 + tint) & 255, (y * 7) & 255, (tint * 3) & 255, 255], at * 4);
  }
  return { x: rect.x, y: rect.y, patch };
}

function isPatched({ x, y, patch }: FrameEdit, column: number, line: number): boolean {
  const inX = column >= x && column < x + patch.width;
  const inY = line >= y && line < y + patch.height;
  return inX && inY && patch.data[((line - y) * patch.width + column - x) * 4 + 3] === 255;
}

/** Everything that an edit must leave as it is. Returns the pixels outside the patches that changed. */
export function expectOnlyPatched(
  gif: GifBlocks,
  edited: Uint8Array,
  edits: readonly (FrameEdit | undefined)[],
): number {
  const result = readGifBlocks(edited, noCeilings);
  expect(result).toMatchObject({ width: gif.width, height: gif.height, loop: gif.loop });
  expect(result.frames.map(({ delayCs, disposal }) => ({ delayCs, disposal }))).toEqual(
    gif.frames.map(({ delayCs, disposal }) => ({ delayCs, disposal })),
  );
  const declared = result.frames.filter((frame) => frame.transparent !== undefined);
  const declaredBefore = gif.frames.filter((frame) => frame.transparent !== undefined);
  expect(declared.length).toBeGreaterThanOrEqual(declaredBefore.length);
  const before = framesOf(gif);
  let outside = 0;
  let alpha = 0;
  for (const [index, canvas] of framesOf(result).entries()) {
    const patched = edits[index];
    for (let at = 0; at < canvas.length; at += 4) {
      if (canvas[at + 3] !== before[index][at + 3]) alpha++;
      const column = (at / 4) % gif.width;
      const line = Math.floor(at / 4 / gif.width);
      if (patched !== undefined && isPatched(patched, column, line)) continue;
      const same =
        canvas[at] === before[index][at] &&
        canvas[at + 1] === before[index][at + 1] &&
        canvas[at + 2] === before[index][at + 2];
      if (!same && canvas[at + 3] !== 0) outside++;
    }
  }
  expect(alpha).toBe(0);
  return outside;
}

/** `editGif` with one edit, or none, for each frame. */
export function withEdits(
  gif: GifBlocks,
  edits: readonly (FrameEdit | undefined)[],
  options?: GifEditOptions,
): Uint8Array {
  return editGif(gif, ({ index }) => edits[index], options);
}

/** Any rectangle of at least one pixel inside the canvas. */
export const rectWithin = (width: number, height: number) =>
  fc
    .tuple(
      fc.nat(width - 1),
      fc.nat(height - 1),
      fc.integer({ min: 1, max: width }),
      fc.integer({ min: 1, max: height }),
    )
    .map(([x, y, w, h]): Rect => ({
      x,
      y,
      width: Math.min(w, width - x),
      height: Math.min(h, height - y),
    }));
