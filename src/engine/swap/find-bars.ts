import type { Raster, Rect } from "../raster.ts";

/** Grey levels within which a bar has one colour. */
const flat = 6;
/** Of a row with writing on the bar, so much must be the bar's, … */
const leastBar = 0.5;
/** … and bars this share of the area apart, alike in colour, are one with writing on it. */
const writing = 0.4;

/** Parts of a line between which it is looked at first. */
const probes = 8;

/** A bar reaches at least this share of the face's size into it: beside a head a wall may have one colour. */
const into = 0.02;

/**
 * Finds bars across the whole picture (above and below a film, beside a tall video, behind a caption) that cover a part
 * of a face: no row or column of one colour from edge to edge goes through one.
 * @param area the face with what may be drawn around it
 * @returns by pixel of `area` 1 where a bar is; undefined when there is none
 */
export function findBars(picture: Raster, face: Rect, area: Rect): Uint8Array | undefined {
  const { width, height } = picture;
  const rows = barsAlong(picture, {
    from: area.y,
    count: area.height,
    across: width,
    line: width,
    step: 1,
  });
  const columns = barsAlong(picture, {
    from: area.x,
    count: area.width,
    across: height,
    line: 1,
    step: width,
  });
  const byRow = reachesInto(rows, face.y - area.y, face.height);
  const byColumn = reachesInto(columns, face.x - area.x, face.width);
  if (!byRow && !byColumn) return undefined;
  const map = new Uint8Array(area.width * area.height);
  for (let row = 0, at = 0; row < area.height; row++) {
    for (let column = 0; column < area.width; column++, at++) {
      map[at] = Number((byRow && rows[row]) || (byColumn && columns[column]));
    }
  }
  return map;
}

function reachesInto(bars: readonly boolean[], from: number, length: number): boolean {
  const edge = Math.max(1, into * length);
  return bars.slice(Math.max(0, from + edge), Math.max(0, from + length - edge)).includes(true);
}

/** Lines of pixels: the first one's number and how many, the pixels along each, and steps from line to line and along. */
interface Lines {
  readonly from: number;
  readonly count: number;
  readonly across: number;
  readonly line: number;
  readonly step: number;
}

function barsAlong({ data }: Raster, lines: Lines): boolean[] {
  const { count } = lines;
  const bars: boolean[] = [];
  for (let index = 0; index < count; index++) bars.push(isBar(data, lines, index));
  let last: number | undefined;
  for (let index = 0; index < count; index++) {
    if (!bars[index]) continue;
    const before = last;
    if (before !== undefined && index - before > 1 && index - before < writing * count) {
      const between = Array.from({ length: index - before - 1 }, (_, k) => before + 1 + k);
      if (between.every((each) => isWrittenOn(data, lines, each, before))) {
        bars.fill(true, before, index);
      }
    }
    last = index;
  }
  return bars;
}

/** Where a line of pixels begins. */
function startOf({ from, line }: Lines, index: number): number {
  return (from + index) * line * 4;
}

function isLike(data: Uint8Array, a: number, b: number): boolean {
  return (
    Math.abs(data[a] - data[b]) <= flat &&
    Math.abs(data[a + 1] - data[b + 1]) <= flat &&
    Math.abs(data[a + 2] - data[b + 2]) <= flat
  );
}

function isBar(data: Uint8Array, lines: Lines, index: number): boolean {
  const { across, step } = lines;
  const start = startOf(lines, index);
  // Most lines are no bars, and differ at one of a few places.
  for (let k = 1; k < probes; k++) {
    if (!isLike(data, start, start + Math.floor((k * across) / probes) * step * 4)) return false;
  }
  for (let k = 1; k < across; k++) if (!isLike(data, start, start + k * step * 4)) return false;
  return true;
}

function isWrittenOn(data: Uint8Array, lines: Lines, index: number, bar: number): boolean {
  const { across, step } = lines;
  const start = startOf(lines, index);
  const like = startOf(lines, bar);
  if (!isLike(data, like, start)) return false;
  if (!isLike(data, like, start + (across - 1) * step * 4)) return false;
  let alike = 0;
  for (let k = 0; k < across; k++) if (isLike(data, like, start + k * step * 4)) alike++;
  return alike >= leastBar * across;
}
