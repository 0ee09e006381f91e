import { createKernelPaint } from "../kernel/kernel-paint.ts";
import type { Rect } from "../raster.ts";
import { NO_ALTERNATIVE } from "./choose-codes.ts";
import type { EditPlan } from "./edit-plan.ts";
import type { FrameSlots } from "./frame-slots.ts";
import { createPlainPixelPainter } from "./paint-pixels.ts";
import { indexBits } from "./write-blocks.ts";

export interface PaintedFrame {
  /** One index a pixel of the area, in live memory. */
  readonly indexes: Uint8Array;
  /** For each pixel another index that serves as well, with no more bits than those of `indexes`, or `NO_ALTERNATIVE`. */
  readonly alternatives: Uint16Array;
  /** How many bits hold an index, 2…8. */
  readonly indexBits: number;
  /** Every restored pixel has its exact colour. */
  readonly exact: boolean;
}

export interface FramePainter {
  /**
   * Chooses an index for each pixel of `area`.
   * @param drawn what to draw, as `EditPlan.drawnIn` gives it
   * @param fitted how many of the free slots hold a new colour
   * @param dithers whether errors of new colours are passed on to their neighbours
   */
  paint(
    plan: EditPlan,
    drawn: Uint16Array,
    area: Rect,
    slots: FrameSlots,
    fitted: number,
    dithers: boolean,
    shown: Uint32Array,
  ): PaintedFrame;
  /**
   * Brings `shown` up to date with what a reader sees of these indexes.
   * @returns 1 for each slot that they use, in live memory
   */
  show(indexes: Uint8Array, area: Rect, slots: FrameSlots, shown: Uint32Array): Uint8Array;
}

/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelPaint = createKernelPaint();

export function createFramePainter(width: number, height: number): FramePainter {
  const memory = new Uint8Array(width * height);
  const alternativeMemory = new Uint16Array(width * height);
  /** The slot that each pixel of the screen was last drawn with. */
  const drawnSlots = new Uint8Array(width * height);
  const used = new Uint8Array(256);
  const plainPaint = createPlainPixelPainter();

  return {
    paint({ wanted }, drawn, area, slots, fitted, dithers, shown) {
      const indexes = memory.subarray(0, area.width * area.height);
      const alternatives = alternativeMemory.subarray(0, area.width * area.height);
      const painting = {
        ...slots,
        area,
        stride: width,
        drawn,
        wanted,
        shown,
        drawnSlots,
        colours: slots.table.pixels,
        count: slots.fixed + fitted,
        dithers,
        indexes,
        alternatives,
      };
      const { highest, exact } = kernelPaint?.(painting) ?? plainPaint(painting);
      const bits = Math.max(2, indexBits(highest + 1));
      if (bits < 8) dropWider(alternatives, bits);
      return { indexes, alternatives, indexBits: bits, exact };
    },

    show(indexes, area, { table, transparent }, shown) {
      const colours = table.pixels;
      used.fill(0);
      let from = 0;
      for (let y = area.y; y < area.y + area.height; y++) {
        let at = y * width + area.x;
        for (const end = at + area.width; at < end; at++, from++) {
          const slot = indexes[from];
          used[slot] = 1;
          if (slot === transparent) continue;
          shown[at] = colours[slot];
          drawnSlots[at] = slot;
        }
      }
      return used;
    },
  };
}

/** Alternatives must not make every code of the frame wider. */
function dropWider(alternatives: Uint16Array, bits: number) {
  for (let i = 0; i < alternatives.length; i++) {
    if (alternatives[i] >> bits !== 0) alternatives[i] = NO_ALTERNATIVE;
  }
}
