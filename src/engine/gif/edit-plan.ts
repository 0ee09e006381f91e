import type { Rect } from "../raster.ts";
import { createBounds } from "./bounds.ts";
import { NOTHING } from "./colour-table.ts";
import type { CompositedFrame } from "./composite.ts";
import type { FrameEdit } from "./frame-edit.ts";
import { emptyRect, intersection, isEmpty, union } from "./rect.ts";

/** What to draw at a pixel, beside a source index 0…255 and `NOTHING`: a new colour, or the original's colour again. */
export const REPLACE = 257;
export const RESTORE = 258;
/** The mark of a pixel for which the source frame's index is right. */
const UNMARKED = 0;

/** The pixels of one frame that an edit concerns, now or from an earlier frame; memory is as large as the canvas. */
export interface EditPlan {
  /** The colour to be shown where `REPLACE` or `RESTORE` is to be drawn. */
  readonly wanted: Uint32Array;
  /** The same memory as bytes, RGBA. */
  readonly wantedBytes: Uint8Array;
  /** Round the pixels to be replaced, and round those to be restored. */
  readonly replaced: Rect;
  readonly restored: Rect;
  /**
   * What to draw at each pixel of `area`, row by row: a source index, `NOTHING`, `REPLACE` or `RESTORE`.
   * @param area a part of the canvas that holds the visible frame and all of `replaced` and `restored`
   */
  drawnIn(area: Rect): Uint16Array;
}

export interface EditPlanner {
  /**
   * @param shown what our file shows before this frame is drawn
   * @param suspect round every pixel where our file may show something else than the source
   */
  plan(
    composited: CompositedFrame,
    edit: FrameEdit | undefined,
    shown: Uint32Array,
    suspect: Rect,
  ): EditPlan;
}

export function createEditPlanner(width: number, height: number): EditPlanner {
  const screen: Rect = { x: 0, y: 0, width, height };
  const marks = new Uint16Array(width * height);
  const drawn = new Uint16Array(width * height);
  const wanted = new Uint32Array(width * height);
  const wantedBytes = new Uint8Array(wanted.buffer);
  let marked: Rect = emptyRect;

  function clearMarks() {
    for (let y = marked.y; y < marked.y + marked.height; y++) {
      marks.fill(UNMARKED, y * width + marked.x, y * width + marked.x + marked.width);
    }
  }

  /** Only pixels that the original shows opaque can be replaced: then whatever its disposals clear, ours clear too. */
  function markReplaced(canvas: Uint8Array, edit: FrameEdit): Rect {
    const { patch } = edit;
    const area = { x: edit.x, y: edit.y, width: patch.width, height: patch.height };
    const visible = intersection(area, screen);
    const box = createBounds();
    for (let y = visible.y; y < visible.y + visible.height; y++) {
      for (let x = visible.x; x < visible.x + visible.width; x++) {
        const from = ((y - edit.y) * patch.width + x - edit.x) * 4;
        const at = y * width + x;
        const to = at * 4;
        if (patch.data[from + 3] < 128 || canvas[to + 3] === 0) continue;
        const r = patch.data[from];
        const g = patch.data[from + 1];
        const b = patch.data[from + 2];
        if (canvas[to] === r && canvas[to + 1] === g && canvas[to + 2] === b) continue;
        marks[at] = REPLACE;
        wantedBytes[to] = r;
        wantedBytes[to + 1] = g;
        wantedBytes[to + 2] = b;
        wantedBytes[to + 3] = 255;
        box.add(x, y);
      }
    }
    return box.rect();
  }

  /** Pixels that an earlier edit left behind and that this frame does not draw over by itself. */
  function markRestored(composited: CompositedFrame, shown: Uint32Array, suspect: Rect): Rect {
    const { frame, indexes, pixels } = composited;
    const box = createBounds();
    for (let y = suspect.y; y < suspect.y + suspect.height; y++) {
      const inRows = y >= frame.y && y < frame.y + frame.height;
      for (let x = suspect.x; x < suspect.x + suspect.width; x++) {
        const at = y * width + x;
        if (marks[at] !== UNMARKED || shown[at] === pixels[at]) continue;
        const inFrame = inRows && x >= frame.x && x < frame.x + frame.width;
        const index = inFrame ? indexes[(y - frame.y) * frame.width + x - frame.x] : NOTHING;
        if (index !== NOTHING) continue;
        marks[at] = RESTORE;
        wanted[at] = pixels[at];
        box.add(x, y);
      }
    }
    return box.rect();
  }

  function drawnAt({ frame, indexes }: CompositedFrame, area: Rect): Uint16Array {
    const draws = drawn.subarray(0, area.width * area.height);
    draws.fill(NOTHING);
    const visible = intersection(frame, screen);
    for (let y = visible.y; y < visible.y + visible.height; y++) {
      const from = (y - frame.y) * frame.width + visible.x - frame.x;
      const to = (y - area.y) * area.width + visible.x - area.x;
      draws.set(indexes.subarray(from, from + visible.width), to);
    }
    for (let y = marked.y; y < marked.y + marked.height; y++) {
      let to = (y - area.y) * area.width + marked.x - area.x;
      for (let at = y * width + marked.x, end = at + marked.width; at < end; at++, to++) {
        if (marks[at] !== UNMARKED) draws[to] = marks[at];
      }
    }
    return draws;
  }

  return {
    plan(composited, edit, shown, suspect) {
      clearMarks();
      const replaced = edit ? markReplaced(composited.canvas.data, edit) : emptyRect;
      const restored = isEmpty(suspect) ? emptyRect : markRestored(composited, shown, suspect);
      marked = union(replaced, restored);
      const drawnIn = (area: Rect) => drawnAt(composited, area);
      return { wanted, wantedBytes, replaced, restored, drawnIn };
    },
  };
}
