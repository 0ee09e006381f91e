/** The detector's grids: cells along a side, and anchors in each cell. */
const grids = [
  { cells: 16, anchors: 2 },
  { cells: 8, anchors: 6 },
] as const;

/**
 * 896 × (x, y) in 0…1: the points that the short-range face detector's boxes are relative to, row by row, grid after
 * grid (MediaPipe's SSD anchors with strides 8, 16, 16, 16, which share the second grid, all of fixed size).
 */
export const anchors: Float32Array = Float32Array.from(
  grids.flatMap(({ cells, anchors: count }) =>
    Array.from({ length: cells * cells * count }, (_, index) => {
      const cell = Math.floor(index / count);
      return [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells];
    }).flat(),
  ),
);
