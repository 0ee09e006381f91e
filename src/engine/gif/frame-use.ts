import type { Rect } from "../raster.ts";
import type { ColourHistogram } from "./colour-histogram.ts";
import { NOTHING } from "./colour-table.ts";
import type { CompositedFrame } from "./composite.ts";
import { REPLACE, RESTORE } from "./edit-plan.ts";
import type { EditPlan } from "./edit-plan.ts";

/** How a frame that has to be encoded again uses its colours. */
export interface FrameUse {
  /** For each source index, the pixels that repeat it. */
  readonly counts: Uint32Array;
  /** Of those, the pixels whose colour is not yet on the screen. */
  readonly changes: Uint32Array;
  /** Colours (32-bit pixels) to be brought back, with the number of pixels of each. */
  readonly restored: ReadonlyMap<number, number>;
  /** Pixels that get new colours. */
  readonly replaced: number;
  /** Some pixel must stay as it is on the screen. */
  readonly leavesSome: boolean;
}

/**
 * Counts the colours of `area`, for which `drawn` says what is to be drawn. New colours go to `histogram`.
 * @param shown what our file shows before this frame is drawn
 */
export function countFrameUse(
  { pixels, canvas }: CompositedFrame,
  { wanted, wantedBytes }: EditPlan,
  drawn: Uint16Array,
  area: Rect,
  shown: Uint32Array,
  histogram: ColourHistogram,
): FrameUse {
  const counts = new Uint32Array(256);
  const changes = new Uint32Array(256);
  const restored = new Map<number, number>();
  let replaced = 0;
  let leavesSome = false;

  let from = 0;
  for (let y = area.y; y < area.y + area.height; y++) {
    let at = y * canvas.width + area.x;
    for (const end = at + area.width; at < end; at++, from++) {
      const draws = drawn[from];
      if (draws < NOTHING) {
        counts[draws]++;
        if (shown[at] !== pixels[at]) changes[draws]++;
      } else if (draws === REPLACE) {
        histogram.add(wantedBytes[at * 4], wantedBytes[at * 4 + 1], wantedBytes[at * 4 + 2]);
        replaced++;
      } else if (draws === RESTORE) {
        restored.set(wanted[at], (restored.get(wanted[at]) ?? 0) + 1);
      } else {
        leavesSome = true;
      }
    }
  }
  return { counts, changes, restored, replaced, leavesSome };
}
