import type { Raster, Rect } from "../raster.ts";

/** Pixels of one ink that touch each other. */
export interface InkShape {
  /** Columns and rows of the area, the last ones excluded. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly runs: readonly InkRun[];
  readonly pixels: number;
}

/** Pixels of one ink in a row of the area. */
export interface InkRun {
  readonly row: number;
  readonly from: number;
  /** The column after the last. */
  readonly to: number;
  readonly ink: number;
}

const inks = { none: 0, white: 1, yellow: 2, other: 3 };
const lightest = 185;
const vivid = { bright: 170, dull: 0.6 };

/** Which ink that captions are written in a colour might be, 0 for none; red ones are lips too often. */
function inkOf(red: number, green: number, blue: number): number {
  if (green < vivid.bright && blue < vivid.bright) return inks.none;
  if (red >= lightest && green >= lightest && blue >= lightest) return inks.white;
  const dull = vivid.dull * (red < green ? red : green);
  if (red >= vivid.bright && green >= vivid.bright && blue <= dull) return inks.yellow;
  const cool = green > blue ? green : blue;
  return cool >= vivid.bright && red <= vivid.dull * cool ? inks.other : inks.none;
}

/** The runs of light or vivid colour in a row of an area, from left to right. */
export function inkRuns({ data, width }: Raster, area: Rect, row: number): InkRun[] {
  const runs: InkRun[] = [];
  let ink = inks.none;
  let from = 0;
  let p = ((area.y + row) * width + area.x) * 4;
  for (let column = 0; column <= area.width; column++, p += 4) {
    const here = column < area.width ? inkOf(data[p], data[p + 1], data[p + 2]) : inks.none;
    if (here === ink) continue;
    if (ink !== inks.none) runs.push({ row, from, to: column, ink });
    ink = here;
    from = column;
  }
  return runs;
}

/** Everything in an area that is of one light or vivid colour, letters or not. */
export function findInkShapes(picture: Raster, area: Rect): InkShape[] {
  const groups = new Map<InkRun, InkRun[]>();
  const groupOf = (run: InkRun) => groups.get(run) ?? [run];
  let above: readonly InkRun[] = [];
  for (let row = 0; row < area.height; row++) {
    const runs = inkRuns(picture, area, row);
    for (const run of runs) groups.set(run, [run]);
    let first = 0;
    for (const run of runs) {
      while (first < above.length && above[first].to < run.from) first++;
      for (let i = first; i < above.length && above[i].from <= run.to; i++) {
        if (above[i].ink === run.ink) join(groupOf(above[i]), groupOf(run), groups);
      }
    }
    above = runs;
  }
  return [...new Set(groups.values())].map(describe);
}

/** The smaller group goes into the larger one. */
function join(a: InkRun[], b: InkRun[], groups: Map<InkRun, InkRun[]>): void {
  if (a === b) return;
  const [large, small] = a.length < b.length ? [b, a] : [a, b];
  for (const run of small) {
    large.push(run);
    groups.set(run, large);
  }
}

function describe(runs: readonly InkRun[]): InkShape {
  let [left, right, top, bottom, pixels] = [Infinity, 0, Infinity, 0, 0];
  for (const { row, from, to } of runs) {
    left = Math.min(left, from);
    right = Math.max(right, to);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
    pixels += to - from;
  }
  return { left, right, top, bottom, runs, pixels };
}

/** The mean colour of a shape, RGB. */
export function inkColour({ data, width }: Raster, area: Rect, shape: InkShape): number[] {
  const sums = [0, 0, 0];
  for (const { row, from, to } of shape.runs) {
    let p = ((area.y + row) * width + area.x + from) * 4;
    for (let column = from; column < to; column++, p += 4) {
      for (let c = 0; c < 3; c++) sums[c] += data[p + c];
    }
  }
  return sums.map((sum) => sum / shape.pixels);
}

/** Letters have an edge of one mixed pixel; two further on the other colour differs by so much in some channel. */
const edge = { pixels: 2, difference: 60 };

/** At how many of its two ends another colour begins sharply. */
export function sharpEnds({ data, width }: Raster, area: Rect, { row, from, to }: InkRun): number {
  const line = (area.y + row) * width;
  const middle = line + area.x + ((from + to - 1) >> 1);
  const before = area.x + from - edge.pixels;
  const after = area.x + to - 1 + edge.pixels;
  let ends = 0;
  if (before < 0 || differs(data, middle, line + before)) ends++;
  if (after >= width || differs(data, middle, line + after)) ends++;
  return ends;
}

/** Whether two pixels differ as ink does from what is behind it. */
function differs(data: Uint8Array, one: number, other: number): boolean {
  const p = one * 4;
  const q = other * 4;
  const difference = Math.max(
    Math.abs(data[p] - data[q]),
    Math.abs(data[p + 1] - data[q + 1]),
    Math.abs(data[p + 2] - data[q + 2]),
  );
  return difference >= edge.difference;
}
