import type { Rect } from "../raster.ts";
import { NOTHING } from "./colour-table.ts";
import type { CompositedFrame } from "./composite.ts";
import { REPLACE, RESTORE } from "./edit-plan.ts";
import type { EditPlan } from "./edit-plan.ts";
import type { FrameSlots } from "./frame-slots.ts";
import { colourDistance, createNearestColour } from "./nearest-colour.ts";

/** With fewer colours of its own than this a face shows bands; dithering trades them for a little noise. */
const DITHER_BELOW = 32;
/** Share of an error that is passed on. All of it would make few colours crawl from frame to frame. */
const DITHER_STRENGTH = 0.75;
/** A face pixel on the screen that is this near to its new colour stays: about two steps in each channel. */
const STILL_CLOSE = 48;

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
   * @param fitted how many of the free slots hold a new colour
   */
  paint(
    composited: CompositedFrame,
    plan: EditPlan,
    area: Rect,
    slots: FrameSlots,
    fitted: number,
    shown: Uint32Array,
  ): PaintedFrame;
}

export function createFramePainter(width: number, height: number): FramePainter {
  const memory = new Uint8Array(width * height);
  const used = new Uint8Array(256);
  const nearest = createNearestColour();
  const dither = createDither(width);

  return {
    paint(composited, plan, area, slots, fitted, shown) {
      const { frame, indexes } = composited;
      const { roles, wanted, wantedBytes } = plan;
      const { table, transparent, slotOf, restoreSlots } = slots;
      const shownBytes = new Uint8Array(shown.buffer, shown.byteOffset, shown.byteLength);
      const output = memory.subarray(0, area.width * area.height);
      const clear = transparent ?? NOTHING;
      const dithers = slots.free < DITHER_BELOW;
      let exact = true;
      used.fill(0);
      nearest.load(table.rgba, slots.slots, slots.fixed + fitted);
      dither.start();

      function replacement(at: number, x: number): number {
        const byte = at * 4;
        let r = wantedBytes[byte];
        let g = wantedBytes[byte + 1];
        let b = wantedBytes[byte + 2];
        if (dithers) {
          r = dither.corrected(r, x, 0);
          g = dither.corrected(g, x, 1);
          b = dither.corrected(b, x, 2);
        }
        const slot = nearest.find(r, g, b);
        const colour = slot * 4;
        const { rgba } = table;
        if (dithers) {
          dither.pass(x, r - rgba[colour], g - rgba[colour + 1], b - rgba[colour + 2]);
        } else if (transparent !== undefined && shownBytes[byte + 3] !== 0) {
          const chosen = colourDistance(r, g, b, rgba[colour], rgba[colour + 1], rgba[colour + 2]);
          const present = colourDistance(
            r,
            g,
            b,
            shownBytes[byte],
            shownBytes[byte + 1],
            shownBytes[byte + 2],
          );
          if (present <= Math.max(chosen, STILL_CLOSE)) return clear;
        }
        return slot;
      }

      let to = 0;
      for (let y = area.y; y < area.y + area.height; y++) {
        const inRows = y >= frame.y && y < frame.y + frame.height;
        const row = (y - frame.y) * frame.width - frame.x;
        if (dithers) dither.nextRow();
        for (let x = area.x; x < area.x + area.width; x++, to++) {
          const at = y * width + x;
          const role = roles[at];
          let slot: number;
          if (role === REPLACE) {
            slot = replacement(at, x);
          } else if (role === RESTORE) {
            const home = restoreSlots.get(wanted[at]);
            if (home === undefined) exact = false;
            slot =
              home ??
              nearest.find(wantedBytes[at * 4], wantedBytes[at * 4 + 1], wantedBytes[at * 4 + 2]);
          } else {
            const inFrame = inRows && x >= frame.x && x < frame.x + frame.width;
            const index = inFrame ? indexes[row + x] : NOTHING;
            slot = index === NOTHING ? NOTHING : slotOf[index];
          }
          if (slot === NOTHING) slot = clear;
          output[to] = slot;
          used[slot] = 1;
          if (slot !== clear) shown[at] = table.pixels[slot];
        }
      }
      return { indexes: output, used, exact };
    },
  };
}

/** Floyd–Steinberg error diffusion (1976), damped, between replaced pixels only: other pixels never take the errors. */
function createDither(width: number) {
  const stride = (width + 2) * 3;
  let current = new Float32Array(stride);
  let below = new Float32Array(stride);
  return {
    start() {
      current.fill(0);
      below.fill(0);
    },
    nextRow() {
      [current, below] = [below, current];
      below.fill(0);
    },
    corrected(value: number, x: number, channel: number): number {
      const sum = Math.round(value + current[(x + 1) * 3 + channel]);
      return Math.max(0, Math.min(255, sum));
    },
    pass(x: number, r: number, g: number, b: number) {
      const here = (x + 1) * 3;
      const errors = [r, g, b];
      for (let channel = 0; channel < 3; channel++) {
        const error = errors[channel] * DITHER_STRENGTH;
        current[here + 3 + channel] += error * (7 / 16);
        below[here - 3 + channel] += error * (3 / 16);
        below[here + channel] += error * (5 / 16);
        below[here + 3 + channel] += error * (1 / 16);
      }
    },
  };
}
