import type { Rect } from "../raster.ts";
import { NOTHING } from "./colour-table.ts";
import type { CompositedFrame } from "./composite.ts";
import type { FrameEdit } from "./frame-edit.ts";
import { emptyRect, intersection, isEmpty, union } from "./rect.ts";

/** What has to happen to a pixel beyond repeating what the source frame draws there. */
export const REPEAT = 0;
export const REPLACE = 1;
export const RESTORE = 2;

/** The pixels of one frame that the edit concerns, in memory as large as the canvas. */
export interface EditPlan {
  /** `REPEAT`, `REPLACE` or `RESTORE` for each pixel of the canvas. */
  readonly roles: Uint8Array;
  /** The colour to be shown where the role is `REPLACE` or `RESTORE`. */
  readonly wanted: Uint32Array;
  /** The same memory as bytes, RGBA. */
  readonly wantedBytes: Uint8Array;
  /** Round all pixels of either role. */
  readonly replaced: Rect;
  readonly restored: Rect;
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
  const roles = new Uint8Array(width * height);
  const wanted = new Uint32Array(width * height);
  const wantedBytes = new Uint8Array(wanted.buffer);
  let marked: Rect = emptyRect;

  function clearMarks() {
    for (let y = marked.y; y < marked.y + marked.height; y++) {
      roles.fill(REPEAT, y * width + marked.x, y * width + marked.x + marked.width);
    }
  }

  /** Only pixels that the original shows opaque can be replaced: then whatever its disposals clear, ours clear too. */
  function markReplaced(canvas: Uint8Array, edit: FrameEdit): Rect {
    const { patch } = edit;
    const area = { x: edit.x, y: edit.y, width: patch.width, height: patch.height };
    const visible = intersection(area, screen);
    const box = createBox();
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
        roles[at] = REPLACE;
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
    const box = createBox();
    for (let y = suspect.y; y < suspect.y + suspect.height; y++) {
      const inRows = y >= frame.y && y < frame.y + frame.height;
      for (let x = suspect.x; x < suspect.x + suspect.width; x++) {
        const at = y * width + x;
        if (roles[at] !== REPEAT || shown[at] === pixels[at]) continue;
        const inFrame = inRows && x >= frame.x && x < frame.x + frame.width;
        const index = inFrame ? indexes[(y - frame.y) * frame.width + x - frame.x] : NOTHING;
        if (index !== NOTHING) continue;
        roles[at] = RESTORE;
        wanted[at] = pixels[at];
        box.add(x, y);
      }
    }
    return box.rect();
  }

  return {
    plan(composited, edit, shown, suspect) {
      clearMarks();
      const replaced = edit ? markReplaced(composited.canvas.data, edit) : emptyRect;
      const restored = isEmpty(suspect) ? emptyRect : markRestored(composited, shown, suspect);
      marked = union(replaced, restored);
      return { roles, wanted, wantedBytes, replaced, restored };
    },
  };
}

function createBox() {
  let left = Infinity;
  let top = Infinity;
  let right = -1;
  let bottom = -1;
  return {
    add(x: number, y: number) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    },
    rect: (): Rect =>
      right < 0
        ? emptyRect
        : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 },
  };
}
