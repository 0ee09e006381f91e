import type { ColourTable } from "./colour-table.ts";
import { createColourTable, NOTHING } from "./colour-table.ts";
import type { FrameUse } from "./frame-use.ts";
import { colourDistance } from "./nearest-colour.ts";

const SLOTS = 256;
/** With this many colours of its own a face gains little from more; below it, slots are sought that cost nothing to free. */
const PLENTY = 64;

/** A colour table under construction: which slot means what. */
export interface FrameSlots {
  readonly table: ColourTable;
  /** Source index → slot; the transparent one when the pixel is on the screen already and is left alone. */
  readonly slotOf: Uint16Array;
  readonly transparent: number | undefined;
  /** The first `fixed` hold colours that are in use; the `free` after them may get new ones. */
  readonly slots: Uint8Array;
  readonly fixed: number;
  readonly free: number;
}

/**
 * Finds room for new colours in the table of a frame whose own colours stay at their slots, so that the strings of its LZW data
 * survive. Room is, in this order: slots that the kept pixels do not use; second slots of one colour; slots used only
 * where the screen shows that colour already (those pixels become transparent). None of these changes a visible pixel.
 * @param minFaceSlots when there are fewer, the least visible colours are merged into their neighbours: this does change
 * pixels outside the face
 */
export function assignSlots(
  source: ColourTable,
  use: FrameUse,
  sourceTransparent: number | undefined,
  minFaceSlots: number,
): FrameSlots {
  const table = createColourTable();
  table.pixels.set(source.pixels);
  const counts = use.counts.slice();
  const changes = use.changes.slice();
  const slotOf = Uint16Array.from({ length: SLOTS }, (_, slot) => slot);
  let free = counts.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0);
  let leavesSome = use.leavesSome;

  function release(slot: number, heir: number) {
    slotOf[slot] = heir;
    if (heir !== NOTHING) {
      counts[heir] += counts[slot];
      changes[heir] += changes[slot];
    }
    counts[slot] = 0;
    free++;
  }

  function mergeTwins() {
    const first = new Map<number, number>();
    for (let slot = 0; slot < SLOTS; slot++) {
      if (counts[slot] === 0) continue;
      const twin = first.get(table.pixels[slot]);
      if (twin === undefined) first.set(table.pixels[slot], slot);
      else release(slot, twin);
    }
  }

  /** Rarest first, and no more than needed, so that as few strings of the source as possible are broken. */
  function leaveQuiet() {
    const quiet = slotsInUse(counts).filter((slot) => changes[slot] === 0);
    quiet.sort((a, b) => counts[a] - counts[b]);
    for (const slot of quiet) {
      if (free >= liked) break;
      release(slot, NOTHING);
      leavesSome = true;
    }
  }

  /** Merges where count × distance is least. A colour that took in another is not merged away itself. */
  function mergeNeighbours(wanted: number) {
    const used = slotsInUse(counts);
    const merges = used.map((slot) => nearestOther(table.rgba, used, slot, counts[slot]));
    merges.sort((a, b) => a.damage - b.damage);
    const heirs = new Set<number>();
    for (const { slot, heir } of merges) {
      if (free >= wanted) break;
      if (heir === undefined || counts[heir] === 0 || heirs.has(slot)) continue;
      release(slot, heir);
      heirs.add(heir);
    }
  }

  const inTable = new Set<number>();
  for (let slot = 0; slot < SLOTS; slot++) if (counts[slot] > 0) inTable.add(table.pixels[slot]);
  let missing = 0;
  for (const colour of use.restored.keys()) if (!inTable.has(colour)) missing++;
  const liked = missing + 1 + (use.replaced > 0 ? Math.min(PLENTY, use.replaced) : 0);

  if (free < liked) mergeTwins();
  if (free < liked) leaveQuiet();
  const least = (leavesSome ? 1 : 0) + (use.replaced > 0 ? minFaceSlots : 0);
  if (free < least) mergeNeighbours(least);
  const transparent =
    free > 0 && (leavesSome || use.replaced > 0 || sourceTransparent !== undefined)
      ? transparentSlot(counts, sourceTransparent)
      : undefined;
  for (let slot = 0; slot < SLOTS; slot++) {
    // A slot may have gone to an heir that was given up later.
    if (slotOf[slot] !== NOTHING) slotOf[slot] = slotOf[slotOf[slot]];
    if (slotOf[slot] === NOTHING && transparent !== undefined) slotOf[slot] = transparent;
  }

  const slots = new Uint8Array(SLOTS);
  let fixed = 0;
  const restorable = new Set<number>();
  for (let slot = 0; slot < SLOTS; slot++) {
    if (counts[slot] === 0) continue;
    slots[fixed++] = slot;
    restorable.add(table.pixels[slot]);
  }
  let end = fixed;
  for (let slot = 0; slot < SLOTS; slot++) {
    if (counts[slot] === 0 && slot !== transparent) slots[end++] = slot;
  }
  const mostFirst = [...use.restored].toSorted((a, b) => b[1] - a[1]);
  for (const [colour] of mostFirst) {
    if (restorable.has(colour) || fixed === end) continue;
    table.pixels[slots[fixed++]] = colour;
  }
  return { table, slotOf, transparent, slots, fixed, free: end - fixed };
}

function slotsInUse(counts: Uint32Array): number[] {
  const slots: number[] = [];
  for (let slot = 0; slot < SLOTS; slot++) if (counts[slot] > 0) slots.push(slot);
  return slots;
}

/** The source's own when it has one, so that its data need not change; else the lowest free, which keeps codes short. */
function transparentSlot(counts: Uint32Array, sourceTransparent: number | undefined): number {
  if (sourceTransparent !== undefined && counts[sourceTransparent] === 0) return sourceTransparent;
  return counts.indexOf(0);
}

function nearestOther(rgba: Uint8Array, used: readonly number[], slot: number, count: number) {
  let least = Infinity;
  let heir: number | undefined;
  for (const other of used) {
    if (other === slot) continue;
    const a = slot * 4;
    const b = other * 4;
    const distance = colourDistance(
      rgba[a],
      rgba[a + 1],
      rgba[a + 2],
      rgba[b],
      rgba[b + 1],
      rgba[b + 2],
    );
    if (distance < least) {
      least = distance;
      heir = other;
    }
  }
  return { slot, heir, damage: least * count };
}
