import type { Raster, Rect } from "../raster.ts";
import type { InkShape } from "./ink-shapes.ts";

/** Around a letter so much of its height may be outline, where it is dark. */
const outline = 0.2;
const darkInk = 80;

/**
 * Marks a letter's ink, its dark outline, and a pixel at either edge that is of two colours.
 * @param map by pixel of `area`: set to 1
 */
export function drawLetter(picture: Raster, area: Rect, shape: InkShape, map: Uint8Array): void {
  const { data, width } = picture;
  const isDark = (at: number) => {
    const x = at % area.width;
    const p = ((area.y + (at - x) / area.width) * width + area.x + x) * 4;
    return data[p] < darkInk && data[p + 1] < darkInk && data[p + 2] < darkInk;
  };
  const marked = new Set(
    shape.runs.flatMap(({ row, from, to }) =>
      Array.from({ length: to - from }, (_, i) => row * area.width + from + i),
    ),
  );
  const spread = (from: Iterable<number>, allowed: (at: number) => boolean): number[] => {
    const added: number[] = [];
    for (const at of from) {
      for (const beside of neighbours(at, area)) {
        if (marked.has(beside) || !allowed(beside)) continue;
        marked.add(beside);
        added.push(beside);
      }
    }
    return added;
  };
  let rim: readonly number[] = spread([...marked], anyPixel);
  const steps = Math.max(1, Math.round(outline * (shape.bottom - shape.top)));
  const before = marked.size;
  for (let step = 0; step < steps; step++) rim = spread(rim, isDark);
  if (marked.size > before) spread([...marked], anyPixel);
  for (const at of marked) map[at] = 1;
}

function anyPixel(): boolean {
  return true;
}

function neighbours(at: number, { width, height }: Rect): number[] {
  const x = at % width;
  const y = (at - x) / width;
  const out: number[] = [];
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (row !== y || column !== x) out.push(row * width + column);
    }
  }
  return out;
}
