import type { Rect } from "../raster.ts";
import type { ColourHistogram } from "./colour-histogram.ts";
import { NOTHING } from "./colour-table.ts";
import type { CompositedFrame } from "./composite.ts";
import { REPLACE, RESTORE } from "./edit-plan.ts";
import type { EditPlan } from "./edit-plan.ts";
import { union } from "./rect.ts";

/** A source index, `NOTHING`, `REPLACE` and `RESTORE`. */
const KINDS = 259;

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
  plan: EditPlan,
  drawn: Uint16Array,
  area: Rect,
  shown: Uint32Array,
  histogram: ColourHistogram,
): FrameUse {
  const counts = new Uint32Array(KINDS);
  const changes = new Uint32Array(KINDS);
  for (let y = 0, from = 0; y < area.height; y++) {
    let at = (area.y + y) * canvas.width + area.x;
    for (const end = at + area.width; at < end; at++, from++) {
      const draws = drawn[from];
      counts[draws]++;
      // No branch: in a dithered clip no processor can guess which pixels change.
      const difference = shown[at] ^ pixels[at];
      changes[draws] += (difference | -difference) >>> 31;
    }
  }

  const { wanted, wantedBytes } = plan;
  const restored = new Map<number, number>();
  const marked = union(plan.replaced, plan.restored);
  for (let y = marked.y; y < marked.y + marked.height; y++) {
    let from = (y - area.y) * area.width + marked.x - area.x;
    let at = y * canvas.width + marked.x;
    for (const end = at + marked.width; at < end; at++, from++) {
      const draws = drawn[from];
      if (draws === REPLACE) {
        histogram.add(wantedBytes[at * 4], wantedBytes[at * 4 + 1], wantedBytes[at * 4 + 2]);
      } else if (draws === RESTORE) {
        restored.set(wanted[at], (restored.get(wanted[at]) ?? 0) + 1);
      }
    }
  }
  return {
    counts: counts.subarray(0, NOTHING),
    changes: changes.subarray(0, NOTHING),
    restored,
    replaced: counts[REPLACE],
    leavesSome: counts[NOTHING] > 0,
  };
}
