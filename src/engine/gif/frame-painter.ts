import type { Rect } from "../raster.ts";
import { NO_ALTERNATIVE } from "./choose-codes.ts";
import { NOTHING } from "./colour-table.ts";
import { createDither } from "./dither.ts";
import { REPLACE, RESTORE } from "./edit-plan.ts";
import type { EditPlan } from "./edit-plan.ts";
import type { FrameSlots } from "./frame-slots.ts";
import { colourDistance, createNearestColour, NO_SLOT } from "./nearest-colour.ts";
import { indexBits } from "./write-blocks.ts";

/**
 * A face pixel on the screen that is this near to its new colour stays: three to four steps in each channel, which is less than
 * the nearest colour of a full table is away (measured on five swapped clips: 4 % fewer bytes, the face as near as before).
 */
const STILL_CLOSE = 130;
/**
 * A colour that is further off than the nearest by less than this serves as well: one and a half steps in each channel (measured on
 * five swapped clips: 1.3 % fewer bytes, the face less than 0.05 dB further from its true colours).
 */
const AS_CLOSE = 25;

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

export function createFramePainter(width: number, height: number): FramePainter {
  const memory = new Uint8Array(width * height);
  const alternativeMemory = new Uint16Array(width * height);
  /** The slot that each pixel of the screen was last drawn with. */
  const drawnSlots = new Uint8Array(width * height);
  const used = new Uint8Array(256);
  const holdsColour = new Uint8Array(256);
  const nearest = createNearestColour();
  const dither = createDither(width);

  return {
    paint(plan, drawn, area, slots, fitted, dithers, shown) {
      const { wanted, wantedBytes } = plan;
      const { table, transparent, slotOf, restoreSlots } = slots;
      const { rgba, pixels: colours } = table;
      const shownBytes = new Uint8Array(shown.buffer);
      const output = memory.subarray(0, area.width * area.height);
      const alternatives = alternativeMemory.subarray(0, area.width * area.height);
      const none = transparent ?? NO_ALTERNATIVE;
      let exact = true;
      let highest = 0;
      let alternative = NO_ALTERNATIVE;
      holdsColour.fill(0);
      for (let k = 0; k < slots.fixed + fitted; k++) holdsColour[slots.slots[k]] = 1;
      nearest.load(rgba, slots.slots, slots.fixed + fitted);
      dither.start();

      /** A slot of the very colour that the screen shows. */
      function slotOfShown(at: number): number {
        const slot = drawnSlots[at];
        return holdsColour[slot] === 1 && colours[slot] === shown[at] ? slot : NO_ALTERNATIVE;
      }

      /**
       * Is what the screen shows at this pixel as near to a colour as the slot would be, or near enough? Sets `alternative` to the slot
       * if it is so as well.
       */
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
        if (present > Math.max(chosen, STILL_CLOSE)) return false;
        // Errors that were passed on belong to this choice and no other.
        if (!dithers && chosen <= Math.max(present, STILL_CLOSE)) alternative = slot;
        return true;
      }

      function otherSlot(r: number, g: number, b: number, slot: number): number {
        const c = slot * 4;
        const chosen = colourDistance(r, g, b, rgba[c], rgba[c + 1], rgba[c + 2]);
        const other = nearest.findOther(r, g, b, slot, chosen + AS_CLOSE);
        return other === NO_SLOT ? NO_ALTERNATIVE : other;
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
        if (!stays && !dithers) alternative = otherSlot(r, g, b, slot);
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
          alternative = NO_ALTERNATIVE;
          if (draws === REPLACE) slot = replacement(at, at - y * width);
          else if (draws === RESTORE) slot = restoration(at);
          else {
            if (draws < NOTHING) slot = slotOf[draws];
            if (slot === transparent) alternative = slotOfShown(at);
            else if (colours[slot] === shown[at]) alternative = none;
          }
          output[to] = slot;
          alternatives[to] = alternative;
          if (slot > highest) highest = slot;
        }
      }
      const bits = Math.max(2, indexBits(highest + 1));
      if (bits < 8) dropWider(alternatives, bits);
      return { indexes: output, alternatives, indexBits: bits, exact };
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
