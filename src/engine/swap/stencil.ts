import type { FrameEdit } from "../gif/frame-edit.ts";
import type { Rect } from "../raster.ts";
import { rowCrossings } from "./row-crossings.ts";
import { smoothstep } from "./smoothstep.ts";

/** Marks parts of an edit's patch by shares of 0…1 a pixel; of what overlaps, the larger share holds. */
export interface Stencil {
  readonly shares: Float32Array;
  /** The part of the patch in which there are marks, and so many pixels around it as far as they lie in the patch. */
  bounds(margin: number): Rect;
  /**
   * A line through points of the picture.
   * @param inner pixels from its middle to which it counts fully, falling to nothing at `outer`
   */
  line(points: readonly Float64Array[], inner: number, outer: number): void;
  /** All that a ring of points encloses (even-odd rule, by rows), without a soft edge. */
  area(ring: readonly Float64Array[], share: number): void;
}

/** @param most the largest share there is */
export function createStencil({ x: left, y: top, patch }: FrameEdit, most: number): Stencil {
  const { width, height } = patch;
  const shares = new Float32Array(width * height);
  /** As it is kept. */
  const full = Math.fround(most);
  const box = { left: width, right: -1, top: height, bottom: -1 };
  const include = (from: number, to: number, first: number, last: number) => {
    box.left = Math.min(box.left, from);
    box.right = Math.max(box.right, to);
    box.top = Math.min(box.top, first);
    box.bottom = Math.max(box.bottom, last);
  };

  const segment = (a: Float64Array, b: Float64Array, inner: number, outer: number) => {
    const [ax, ay] = [a[0] - left, a[1] - top];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = dx * dx + dy * dy || 1;
    const first = Math.max(0, Math.floor(Math.min(ay, ay + dy) - outer));
    const last = Math.min(height - 1, Math.ceil(Math.max(ay, ay + dy) + outer));
    const from = Math.max(0, Math.floor(Math.min(ax, ax + dx) - outer));
    const to = Math.min(width - 1, Math.ceil(Math.max(ax, ax + dx) + outer));
    if (first > last || from > to) return;
    include(from, to, first, last);
    for (let row = first; row <= last; row++) {
      for (let column = from, at = row * width + from; column <= to; column++, at++) {
        // Segments of a line overlap.
        if (shares[at] >= full) continue;
        const px = column + 0.5 - ax;
        const py = row + 0.5 - ay;
        let along = (px * dx + py * dy) / length;
        along = along < 0 ? 0 : along > 1 ? 1 : along;
        const ox = px - along * dx;
        const oy = py - along * dy;
        const distance = ox * ox + oy * oy;
        if (distance >= outer * outer) continue;
        const share =
          distance <= inner * inner ? full : full * smoothstep(outer, inner, Math.sqrt(distance));
        if (share > shares[at]) shares[at] = share;
      }
    }
  };

  return {
    shares,
    bounds(margin) {
      const from = Math.max(0, box.left - margin);
      const to = Math.min(width, box.right + 1 + margin);
      const first = Math.max(0, box.top - margin);
      const last = Math.min(height, box.bottom + 1 + margin);
      return { x: from, y: first, width: to - from, height: last - first };
    },
    line(points, inner, outer) {
      for (let i = 1; i < points.length; i++) segment(points[i - 1], points[i], inner, outer);
    },
    area(ring, share) {
      for (let row = 0; row < height; row++) {
        const crossings = rowCrossings(ring, top + row + 0.5);
        for (let i = 0; i + 1 < crossings.length; i += 2) {
          const from = Math.max(0, Math.ceil(crossings[i] - 0.5 - left));
          const to = Math.min(width, Math.ceil(crossings[i + 1] - 0.5 - left));
          if (from >= to) continue;
          include(from, to - 1, row, row);
          for (let at = row * width + from; at < row * width + to; at++) {
            shares[at] = Math.max(shares[at], share * most);
          }
        }
      }
    },
  };
}
