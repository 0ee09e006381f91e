import { boundsOf } from "../face/bounds.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { intersection } from "../gif/rect.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Rect } from "../raster.ts";
import { findBars } from "./find-bars.ts";
import { findText } from "./find-text.ts";
import { overlayOf } from "./overlay.ts";
import type { Overlay } from "./overlay.ts";

/** A face is looked at in at most so many pixels across: letters of a larger one are larger, too. */
const widestFace = 400;
/** What is drawn may reach this share of the face's size beyond its landmarks. */
const margin = 0.15;

/**
 * Finds what was laid over a picture and covers a part of a face.
 * @returns undefined where there is nothing, as mostly
 */
export function findOverlay(pyramid: Pyramid, landmarks: Landmarks): Overlay | undefined {
  const face = boundsOf(landmarks);
  const level = pyramid.level(Math.max(0, Math.ceil(Math.log2(face.width / widestFace))));
  const { step } = level;
  const points = step === 1 ? landmarks : landmarks.map((value) => value / step);
  const bounds = { x: 0, y: 0, width: level.width, height: level.height };
  const box = boundsOf(points);
  const grown = grow(box, Math.ceil(margin * box.width), Math.ceil(margin * box.height));
  const area = intersection(grown, bounds);
  const wide = intersection(grow(grown, box.width, 0), bounds);
  if (area.width <= 0 || area.height <= 0) return undefined;

  const text = findText(level, points, { face: box, area: wide });
  const bars = findBars(level, box, area);
  if (text === undefined && bars === undefined) return undefined;
  const map = bars ?? new Uint8Array(area.width * area.height);
  for (let row = 0, at = 0; row < area.height; row++) {
    let from = (area.y - wide.y + row) * wide.width + area.x - wide.x;
    for (let column = 0; column < area.width; column++, at++, from++) {
      if (text?.[from] === 1) map[at] = 1;
    }
  }
  return atFullSize(overlayOf(map, area), step);
}

function grow({ x, y, width, height }: Rect, across: number, down: number): Rect {
  return { x: x - across, y: y - down, width: width + 2 * across, height: height + 2 * down };
}

function atFullSize(overlay: Overlay, step: number): Overlay {
  if (step === 1) return overlay;
  const runs: number[] = [];
  for (let i = 0; i < overlay.length; i += 3) {
    for (let row = 0; row < step; row++) {
      runs.push(overlay[i] * step + row, overlay[i + 1] * step, overlay[i + 2] * step);
    }
  }
  return Uint32Array.from(runs);
}
