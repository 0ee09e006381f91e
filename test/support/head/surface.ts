import type { Material } from "./renderer.ts";

export type Point3 = readonly [x: number, y: number, z: number];

/** Triangles of one material, in centimetres: x to the right of the picture, y down, z away from the camera. */
export interface Surface {
  /** n × 3. */
  readonly positions: Float32Array;
  /** n × 2, for the material. */
  readonly coordinates: Float32Array;
  readonly triangles: Uint32Array;
  readonly material: Material;
}

const RING_POINTS = 44;

/** A skin over rings of equally many points; u runs round the rings, v along them. */
export function loft(rings: readonly (readonly Point3[])[], material: Material): Surface {
  const around = rings[0].length;
  const positions: number[] = [];
  const coordinates: number[] = [];
  const triangles: number[] = [];
  rings.forEach((points, row) => {
    // The first point comes again at the end, so that u does not run backwards in the last strip.
    for (let column = 0; column <= around; column += 1) {
      positions.push(...points[column % around]);
      coordinates.push(column / around, row / (rings.length - 1));
    }
  });
  const width = around + 1;
  for (let row = 0; row + 1 < rings.length; row += 1) {
    for (let column = 0; column < around; column += 1) {
      const a = row * width + column;
      triangles.push(a, a + 1, a + width, a + 1, a + width + 1, a + width);
    }
  }
  return {
    positions: Float32Array.from(positions),
    coordinates: Float32Array.from(coordinates),
    triangles: Uint32Array.from(triangles),
    material,
  };
}

/** A level ring; `squareness` 2 is an ellipse, more is boxier. */
export function ring(centre: Point3, width: number, depth: number, squareness = 2): Point3[] {
  return Array.from({ length: RING_POINTS }, (_, index) => {
    const angle = (index / RING_POINTS) * 2 * Math.PI;
    return [
      centre[0] + width * bend(Math.cos(angle), squareness),
      centre[1],
      centre[2] + depth * bend(Math.sin(angle), squareness),
    ];
  });
}

function bend(value: number, squareness: number): number {
  return Math.sign(value) * Math.abs(value) ** (2 / squareness);
}

/** An ellipsoid with its poles above and below, leaning sideways by `lean` radians. */
export function ellipsoid(
  centre: Point3,
  radii: Point3,
  lean: number,
  material: Material,
): Surface {
  const rings = Array.from({ length: 13 }, (_, row) => {
    const latitude = (row / 12 - 0.5) * Math.PI;
    const radius = Math.max(0.01, Math.cos(latitude));
    return ring([0, radii[1] * Math.sin(latitude), 0], radii[0] * radius, radii[2] * radius).map(
      ([x, y, z]): Point3 => [
        centre[0] + x * Math.cos(lean) - y * Math.sin(lean),
        centre[1] + x * Math.sin(lean) + y * Math.cos(lean),
        centre[2] + z,
      ],
    );
  });
  return loft(rings, material);
}
