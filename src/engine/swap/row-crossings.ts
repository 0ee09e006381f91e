/** Where a row of a picture crosses the edges of a ring of points (x, y), from left to right: pairs enclose its inside. */
export function rowCrossings(ring: readonly ArrayLike<number>[], row: number): number[] {
  return ring
    .flatMap((a, index) => {
      const b = ring[(index + 1) % ring.length];
      if (a[1] <= row === b[1] <= row) return [];
      return [a[0] + ((row - a[1]) / (b[1] - a[1])) * (b[0] - a[0])];
    })
    .toSorted((a, b) => a - b);
}
