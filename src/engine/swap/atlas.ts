import type { CanonicalMesh } from "../face/face-models.ts";
import { createGlassesPlane } from "./glasses-band.ts";
import type { GlassesPlane } from "./glasses-band.ts";
import { createFacingMap } from "./facing.ts";
import { createLampFit } from "./lamp-fit.ts";
import type { LampFit } from "./lamp-fit.ts";
import { createLightField } from "./light-field.ts";
import { createColourReader } from "./sample-uv.ts";
import { createUvGrids } from "./uv-grid.ts";
import type { UvGrid } from "./uv-grid.ts";
import { createUvRegions } from "./uv-regions.ts";
import type { UvRegions } from "./uv-regions.ts";

/** Cells along each side of the grid that masks and colours live on; light, being smooth, has half as many. */
const gridSize = 96;

/** Everything that follows from the mesh alone, made once and used for every photo and clip. */
export interface FaceAtlas {
  readonly mesh: CanonicalMesh;
  readonly grid: UvGrid;
  /** The same mesh on a grid of any other size. */
  readonly gridOf: (size: number) => UvGrid;
  readonly regions: UvRegions;
  readonly readColours: ReturnType<typeof createColourReader>;
  readonly glassesPlane: GlassesPlane;
  readonly mapFacing: ReturnType<typeof createFacingMap>;
  /** On the half-size grid. */
  readonly fitLamp: LampFit;
  readonly measureLight: ReturnType<typeof createLightField>;
}

export function createFaceAtlas(mesh: CanonicalMesh): FaceAtlas {
  const gridOf = createUvGrids(mesh);
  const grid = gridOf(gridSize);
  const regions = createUvRegions(mesh, grid);
  return {
    mesh,
    grid,
    gridOf,
    regions,
    readColours: createColourReader(grid),
    glassesPlane: createGlassesPlane(mesh),
    mapFacing: createFacingMap(mesh, grid),
    fitLamp: createLampFit(mesh, gridOf(grid.size / 2)),
    measureLight: createLightField(mesh, gridOf(grid.size / 2), regions.edgeDistance),
  };
}
