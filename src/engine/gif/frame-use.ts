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
 * Counts the colours of `area`, a part of the canvas that holds the frame and all planned pixels. New colours go to `histogram`.
 * @param shown what our file shows before this frame is drawn
 */
export function countFrameUse(
  composited: CompositedFrame,
  plan: EditPlan,
  area: Rect,
  shown: Uint32Array,
  histogram: ColourHistogram,
): FrameUse {
  const { frame, indexes, pixels, canvas } = composited;
  const { roles, wanted, wantedBytes } = plan;
  const counts = new Uint32Array(256);
  const changes = new Uint32Array(256);
  const restored = new Map<number, number>();
  let replaced = 0;
  let leavesSome = false;

  for (let y = area.y; y < area.y + area.height; y++) {
    const inRows = y >= frame.y && y < frame.y + frame.height;
    const row = (y - frame.y) * frame.width - frame.x;
    for (let x = area.x; x < area.x + area.width; x++) {
      const at = y * canvas.width + x;
      const role = roles[at];
      if (role === REPLACE) {
        histogram.add(wantedBytes[at * 4], wantedBytes[at * 4 + 1], wantedBytes[at * 4 + 2]);
        replaced++;
      } else if (role === RESTORE) {
        restored.set(wanted[at], (restored.get(wanted[at]) ?? 0) + 1);
      } else {
        const inFrame = inRows && x >= frame.x && x < frame.x + frame.width;
        const index = inFrame ? indexes[row + x] : NOTHING;
        if (index === NOTHING) {
          leavesSome = true;
        } else {
          counts[index]++;
          if (shown[at] !== pixels[at]) changes[index]++;
        }
      }
    }
  }
  return { counts, changes, restored, replaced, leavesSome };
}
