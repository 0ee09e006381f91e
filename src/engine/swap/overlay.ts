import type { FrameEdit } from "../gif/frame-edit.ts";
import type { Raster, Rect } from "../raster.ts";
import { boxBlur } from "./box-blur.ts";

/**
 * What was laid over a picture after it was taken, as far as it covers a face: captions, subtitles, bars. Runs of pixels
 * as (row, first column, column after the last) one after the other, from the top, in the pixels of the frame.
 */
export type Overlay = Uint32Array;

/** Takes what lies over the face out of an edit, so that the target's own pixels show there. `edit` is changed. */
export function clearOverlay({ x, y, patch }: FrameEdit, overlay: Overlay): void {
  for (let i = 0; i < overlay.length; i += 3) {
    const row = overlay[i] - y;
    if (row < 0 || row >= patch.height) continue;
    const from = Math.max(0, overlay[i + 1] - x);
    const to = Math.min(patch.width, overlay[i + 2] - x);
    if (from < to) {
      patch.data.fill(0, (row * patch.width + from) * 4, (row * patch.width + to) * 4);
    }
  }
}

/** How far skin is looked for to lay over an overlay, as a share of the size of what it covers; two passes of a box blur. */
const reach = 0.12;
/** What a far pixel counts where no near one is bare. */
const farShare = 1e-3;

/**
 * The picture as it may have been before: what is covered takes the colour of what is bare around it.
 * @param box the face; outside it nothing changes
 */
export function withoutOverlay(picture: Raster, overlay: Overlay, box: Rect): Raster {
  const left = Math.max(0, box.x);
  const top = Math.max(0, box.y);
  const width = Math.min(picture.width, box.x + box.width) - left;
  const height = Math.min(picture.height, box.y + box.height) - top;
  const clean: Raster = { ...picture, data: Uint8Array.from(picture.data) };
  if (width <= 0 || height <= 0) return clean;

  const covered = new Uint8Array(width * height);
  for (let i = 0; i < overlay.length; i += 3) {
    const row = overlay[i] - top;
    if (row < 0 || row >= height) continue;
    const from = Math.max(0, overlay[i + 1] - left);
    const to = Math.min(width, overlay[i + 2] - left);
    if (from < to) covered.fill(1, row * width + from, row * width + to);
  }
  const near = new Float32Array(width * height * 4);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (covered[at] === 1) continue;
      const p = ((top + row) * picture.width + left + column) * 4;
      near[at * 4] = 1;
      for (let c = 0; c < 3; c++) near[at * 4 + 1 + c] = picture.data[p + c];
    }
  }
  const far = near.slice();
  const radius = Math.max(1, Math.round(Math.min(box.width, box.height) * reach));
  const shape = { width, height, channels: 4 };
  boxBlur(near, shape, Math.max(1, radius >> 2), 2);
  boxBlur(far, shape, radius * 2, 2);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at++) {
      if (covered[at] === 0) continue;
      const weight = near[at * 4] + farShare * far[at * 4];
      if (weight < 1e-9) continue;
      const p = ((top + row) * picture.width + left + column) * 4;
      for (let c = 0; c < 3; c++) {
        clean.data[p + c] = (near[at * 4 + 1 + c] + farShare * far[at * 4 + 1 + c]) / weight + 0.5;
      }
    }
  }
  return clean;
}

/** An overlay from a map of the pixels of an area, 1 where something lies over the picture. */
export function overlayOf(map: Uint8Array, area: Rect): Overlay {
  const runs: number[] = [];
  for (let row = 0; row < area.height; row++) {
    const start = row * area.width;
    for (let column = 0; column < area.width; column++) {
      if (map[start + column] === 0) continue;
      const from = column;
      while (column < area.width && map[start + column] === 1) column++;
      runs.push(area.y + row, area.x + from, area.x + column);
    }
  }
  return Uint32Array.from(runs);
}
