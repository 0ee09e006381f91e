import type { Rect } from "../raster.ts";
import { NOTHING } from "./colour-table.ts";
import { createDither } from "./dither.ts";
import { REPLACE, RESTORE } from "./edit-plan.ts";
import type { EditPlan } from "./edit-plan.ts";
import type { FrameSlots } from "./frame-slots.ts";
import { colourDistance, createNearestColour } from "./nearest-colour.ts";

/**
 * A face pixel on the screen that is this near to its new colour stays: three to four steps in each channel, which is less than
 * the nearest colour of a full table is away (measured on five swapped clips: 4 % fewer bytes, the face as near as before).
 */
const STILL_CLOSE = 130;

export interface PaintedFrame {
  /** One index a pixel of the area, in live memory. */
  readonly indexes: Uint8Array;
  /** 1 for each slot that the indexes use. */
  readonly used: Uint8Array;
  /** Every restored pixel has its exact colour. */
  readonly exact: boolean;
}

export interface FramePainter {
  /**
   * Chooses an index for each pixel of `area` and brings `shown` up to date with what a reader will see.
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
}

export function createFramePainter(width: number, height: number): FramePainter {
  const memory = new Uint8Array(width * height);
  const used = new Uint8Array(256);
  const nearest = createNearestColour();
  const dither = createDither(width);

  return {
    paint(plan, drawn, area, slots, fitted, dithers, shown) {
      const { wanted, wantedBytes } = plan;
      const { table, transparent, slotOf, restoreSlots } = slots;
      const { rgba, pixels: colours } = table;
      const shownBytes = new Uint8Array(shown.buffer);
      const output = memory.subarray(0, area.width * area.height);
      let exact = true;
      used.fill(0);
      nearest.load(rgba, slots.slots, slots.fixed + fitted);
      dither.start();

      /** Is what the screen shows at this pixel as near to a colour as the slot would be, or near enough? */
      function mayStay(at: number, r: number, g: number, b: number, slot: number): boolean {
        const s = at * 4;
        if (transparent === undefined || shownBytes[s + 3] === 0) return false;
        const c = slot * 4;
        const chosen = colourDistance(r, g, b, rgba[c], rgba[c + 1], rgba[c + 2]);
        const present = colourDistance(
          r,
          g,
          b,
          shownBytes[s],
          shownBytes[s + 1],
          shownBytes[s + 2],
        );
        return present <= Math.max(chosen, STILL_CLOSE);
      }

      function replacement(at: number, x: number): number {
        let r = wantedBytes[at * 4];
        let g = wantedBytes[at * 4 + 1];
        let b = wantedBytes[at * 4 + 2];
        if (dithers) {
          r = dither.corrected(r, x, 0);
          g = dither.corrected(g, x, 1);
          b = dither.corrected(b, x, 2);
        }
        const slot = nearest.find(r, g, b);
        const stays = mayStay(at, r, g, b, slot);
        if (dithers) {
          const chosen = stays ? shownBytes : rgba;
          const c = (stays ? at : slot) * 4;
          dither.pass(x, r - chosen[c], g - chosen[c + 1], b - chosen[c + 2]);
        }
        return stays && transparent !== undefined ? transparent : slot;
      }

      function restoration(at: number): number {
        const home = restoreSlots.get(wanted[at]);
        if (home !== undefined) return home;
        exact = false;
        const r = wantedBytes[at * 4];
        const g = wantedBytes[at * 4 + 1];
        const b = wantedBytes[at * 4 + 2];
        const slot = nearest.find(r, g, b);
        return transparent !== undefined && mayStay(at, r, g, b, slot) ? transparent : slot;
      }

      const untouched = transparent ?? 0;
      let to = 0;
      for (let y = area.y; y < area.y + area.height; y++) {
        if (dithers) dither.nextRow();
        let at = y * width + area.x;
        for (const end = at + area.width; at < end; at++, to++) {
          const draws = drawn[to];
          let slot = untouched;
          if (draws < NOTHING) slot = slotOf[draws];
          else if (draws === REPLACE) slot = replacement(at, at - y * width);
          else if (draws === RESTORE) slot = restoration(at);
          output[to] = slot;
          used[slot] = 1;
          if (slot !== transparent) shown[at] = colours[slot];
        }
      }
      return { indexes: output, used, exact };
    },
  };
}
