import type { GifBlocks } from "../../media/gif-blocks.ts";
import type { Rect } from "../raster.ts";
import { createByteWriter } from "./byte-writer.ts";
import { createColourHistogram } from "./colour-histogram.ts";
import { createColourTable, loadFrameColours, NOTHING } from "./colour-table.ts";
import type { CompositedFrame } from "./composite.ts";
import { createEditPlanner } from "./edit-plan.ts";
import type { EditPlan } from "./edit-plan.ts";
import { createColourFitter } from "./fit-colours.ts";
import type { FrameEdit } from "./frame-edit.ts";
import { createFramePainter } from "./frame-painter.ts";
import type { PaintedFrame } from "./frame-painter.ts";
import { assignSlots } from "./frame-slots.ts";
import type { FrameSlots } from "./frame-slots.ts";
import { countFrameUse } from "./frame-use.ts";
import { writeCodes } from "./lzw-codes.ts";
import { emptyRect, fillRect, intersection, isEmpty, union } from "./rect.ts";
import { createThriftyCodes } from "./thrifty-codes.ts";
import { createUndo } from "./undo.ts";
import { TRAILER, writeControl, writeImageDescriptor } from "./write-blocks.ts";

/**
 * With few colours of its own, and those of the frame far from what it needs (a mean error of five steps a channel), a face shows
 * bands; dithering trades them for noise. Where the frame's colours serve, dithering costs 3 % of bytes and 0.6 dB.
 */
const FEW_SLOTS = 32;
const VISIBLE_BANDS = 300;

export interface GifEditOptions {
  /**
   * Colours that a face gets at least, 0…255. With the default 0 no pixel outside the edits ever changes. With 48, say, a face in
   * a frame whose table is full is closer to its true colours, and the least visible background colours are merged.
   */
  readonly minFaceSlots?: number;
}

export interface GifEditor {
  /** Takes each frame of `compositeFrames(gif)`, in order, before the next one is asked for. */
  add(composited: CompositedFrame, edit: FrameEdit | undefined): void;
  /** The edited file; the bytes of the source when nothing was edited. */
  finish(): Uint8Array;
}

/**
 * Edits a GIF surgically. A GIF shows one image at a time, with one table of at most 256 colours, so an edit shares the table of the
 * frame it changes: kept pixels keep their indexes, new ones get the free slots. Two canvases are followed, what the original
 * shows and what our file shows. Where they differ and the source draws nothing, the frame is widened to bring the original
 * back. Frames that need none of this are copied byte for byte, and so is all that stands between frames.
 */
export function createGifEditor(gif: GifBlocks, options: GifEditOptions = {}): GifEditor {
  const { bytes, width, height } = gif;
  const screen: Rect = { x: 0, y: 0, width, height };
  const writer = createByteWriter(bytes.length + 65_536);
  const findCodes = createThriftyCodes();
  const planner = createEditPlanner(width, height);
  const histogram = createColourHistogram();
  const fitter = createColourFitter();
  const painter = createFramePainter(width, height);
  const source = createColourTable();
  const shown = new Uint32Array(width * height);
  const undo = createUndo(shown, width);
  /** Round every pixel where our file may show something else than the original. */
  let suspect: Rect = emptyRect;
  let copied = 0;
  let edited = false;

  function copyUpTo(end: number) {
    writer.bytes(bytes.subarray(copied, end));
    copied = end;
  }

  /** Encodes `area` again. Returns whether every restored pixel got its exact colour. */
  function redraw(composited: CompositedFrame, plan: EditPlan, area: Rect): boolean {
    const { frame } = composited;
    loadFrameColours(source, gif, frame);
    const drawn = plan.drawnIn(area);
    const use = countFrameUse(composited, plan, drawn, area, shown, histogram);
    const slots = assignSlots(source, use, frame.transparent, options.minFaceSlots ?? 0);
    const { rgba } = slots.table;
    const samples = histogram.take();
    const fitted = fitter.fit(samples, rgba, slots.slots, slots.fixed, slots.free);
    const colours = slots.fixed + fitted;
    const dithers =
      slots.free < FEW_SLOTS &&
      fitter.meanError(samples, rgba, slots.slots, colours) > VISIBLE_BANDS;
    const painted = painter.paint(plan, drawn, area, slots, fitted, dithers, shown);
    writeFrame(composited, area, slots, painted);
    return painted.exact;
  }

  function writeFrame(
    composited: CompositedFrame,
    area: Rect,
    slots: FrameSlots,
    painted: PaintedFrame,
  ) {
    const { frame } = composited;
    const { indexes, alternatives, indexBits } = painted;
    const resets = resetsIn(area, composited);
    const codes = findCodes(indexes, alternatives, indexBits, resets, slots.transparent);
    const used = painter.show(indexes, area, slots, shown);
    copyUpTo(frame.control?.start ?? frame.image.start);
    const { transparent } = slots;
    const isUsed = transparent !== undefined && used[transparent] === 1;
    // What a source declares transparent stays so: some readers decide by it what disposal 2 clears to.
    const declares = isUsed || frame.transparent !== undefined;
    if (frame.control !== undefined || declares) {
      writeControl(writer, { ...frame, transparent: declares ? transparent : undefined });
    }
    copied = frame.control?.end ?? frame.image.start;
    copyUpTo(frame.image.start);

    const palette = matchesGlobal(slots, used) ? undefined : paletteOf(slots, used.lastIndexOf(1));
    writeImageDescriptor(writer, area, palette);
    writeCodes(writer, codes, indexBits);
    copied = frame.image.end;
  }

  function matchesGlobal({ table, transparent }: FrameSlots, used: Uint8Array): boolean {
    const { globalPalette } = gif;
    if (globalPalette === undefined) return false;
    for (let slot = 0; slot < 256; slot++) {
      if (used[slot] === 0 || slot === transparent) continue;
      for (let channel = 0; channel < 3; channel++) {
        if (globalPalette[slot * 3 + channel] !== table.rgba[slot * 4 + channel]) return false;
      }
    }
    return true;
  }

  return {
    add(composited, edit) {
      const { frame } = composited;
      const plan = planner.plan(composited, edit, shown, suspect);
      const touched = union(plan.replaced, plan.restored);
      const visible = intersection(frame, screen);
      // A frame that the file cuts off cannot be followed by a trailer as it is.
      const redraws = !isEmpty(touched) || (edited && !frame.complete);
      const area = redraws ? atLeastOnePixel(union(visible, touched)) : visible;
      if (frame.disposal === 3) undo.save(area);
      let differs = plan.replaced;
      if (redraws) {
        edited = true;
        if (!redraw(composited, plan, area)) differs = touched;
      } else {
        repeatSource(composited, visible, shown);
        copyUpTo(frame.image.end);
      }

      if (frame.disposal === 3) {
        undo.restore(); // Whatever was suspect before the frame is so again.
      } else if (frame.disposal === 2) {
        fillRect(shown, width, area, 0);
        suspect = sameRect(area, visible) ? differs : union(differs, area);
      } else {
        suspect = differs;
      }
    },

    finish() {
      // Not `slice`, which shares memory when the file came in a Buffer.
      if (!edited) return new Uint8Array(bytes);
      copyUpTo(gif.contentEnd);
      writer.byte(TRAILER);
      const file = writer.toBytes();
      // "GIF87a" knows no transparency, which an edited frame may need.
      file[4] = "9".charCodeAt(0);
      return file;
    },
  };
}

/** A kept frame draws what it always drew. */
function repeatSource(
  { frame, indexes, pixels, canvas }: CompositedFrame,
  visible: Rect,
  shown: Uint32Array,
) {
  for (let y = visible.y; y < visible.y + visible.height; y++) {
    let from = (y - frame.y) * frame.width + visible.x - frame.x;
    let to = y * canvas.width + visible.x;
    for (const end = to + visible.width; to < end; to++, from++) {
      if (indexes[from] !== NOTHING) shown[to] = pixels[to];
    }
  }
}

/** The source's dictionary resets, where the area's rows still begin and end as the frame's did. */
function resetsIn(area: Rect, { frame, resets }: CompositedFrame): readonly number[] {
  if (frame.interlaced || area.x !== frame.x || area.width !== frame.width) return [];
  const rowsBefore = frame.y - area.y;
  return rowsBefore === 0 ? resets : resets.map((position) => position + rowsBefore * area.width);
}

function paletteOf({ table }: FrameSlots, highest: number): Uint8Array {
  const palette = new Uint8Array((highest + 1) * 3);
  for (let slot = 0; slot <= highest; slot++) {
    palette.set(table.rgba.subarray(slot * 4, slot * 4 + 3), slot * 3);
  }
  return palette;
}

/** An image of no pixels at all cannot be encoded; one transparent pixel can. */
function atLeastOnePixel(rect: Rect): Rect {
  return isEmpty(rect) ? { x: 0, y: 0, width: 1, height: 1 } : rect;
}

function sameRect(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
