/** A point of the face's texture plane, 0…1 across and down. */
export type PlanePoint = readonly [u: number, v: number];

/** How near a place is to a line: the distance, how far along the line (0…1), and on which side of it (1 or -1). */
export interface Nearest {
  readonly distance: number;
  readonly along: number;
  readonly side: number;
}

const farAway: Nearest = { distance: Infinity, along: 0, side: 1 };

/** Answers for places within `reach` of a line; all others are infinitely far, which is quickly said. */
export function createLine(
  points: readonly PlanePoint[],
  reach: number,
): (u: number, v: number) => Nearest {
  const isFar = outsideOf(points, reach);
  return (u, v) => (isFar(u, v) ? farAway : nearestOn(points, u, v));
}

/** Distance to the border of a closed shape, negative inside; infinite beyond `reach`. */
export function createShape(
  points: readonly PlanePoint[],
  reach: number,
): (u: number, v: number) => number {
  const isFar = outsideOf(points, reach);
  const border = [...points, points[0]];
  return (u, v) => {
    if (isFar(u, v)) return Infinity;
    let inside = false;
    for (let index = 0; index + 1 < border.length; index += 1) {
      const [au, av] = border[index];
      const [bu, bv] = border[index + 1];
      if (av > v !== bv > v && u < ((bu - au) * (v - av)) / (bv - av) + au) inside = !inside;
    }
    const { distance } = nearestOn(border, u, v);
    return inside ? -distance : distance;
  };
}

function outsideOf(
  points: readonly PlanePoint[],
  reach: number,
): (u: number, v: number) => boolean {
  const across = points.map(([u]) => u);
  const down = points.map(([, v]) => v);
  const [left, right] = [Math.min(...across) - reach, Math.max(...across) + reach];
  const [top, bottom] = [Math.min(...down) - reach, Math.max(...down) + reach];
  return (u, v) => u < left || u > right || v < top || v > bottom;
}

function nearestOn(points: readonly PlanePoint[], u: number, v: number): Nearest {
  let [squared, along, side] = [Infinity, 0, 1];
  for (let index = 0; index + 1 < points.length; index += 1) {
    const [au, av] = points[index];
    const du = points[index + 1][0] - au;
    const dv = points[index + 1][1] - av;
    const share = Math.min(1, Math.max(0, ((u - au) * du + (v - av) * dv) / (du * du + dv * dv)));
    const awayU = u - au - share * du;
    const awayV = v - av - share * dv;
    const distance = awayU * awayU + awayV * awayV;
    if (distance >= squared) continue;
    squared = distance;
    along = (index + share) / (points.length - 1);
    side = du * awayV - dv * awayU < 0 ? -1 : 1;
  }
  return { distance: Math.sqrt(squared), along, side };
}
