import { topology } from "../face/topology.ts";
import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { smoothstep } from "./smoothstep.ts";
import { clearBeyondBrowEnds } from "./uv-regions.ts";
import { fillPolygon, ringCorners } from "./uv-polygon.ts";

/**
 * The part of the face that is replaced, before anything of the photo or the clip is judged: 1 inside, falling to 0
 * towards the outline, sooner on the forehead and the sides, where the hair begins and the face turns away.
 * @param foreheadTop v above which the target keeps its own forehead; undefined keeps none
 */
export function createBaseMask(atlas: FaceAtlas, foreheadTop: number | undefined): Float32Array {
  const { size, cells } = atlas.grid;
  const mask = new Float32Array(size * size);
  for (const cell of cells) {
    const u = ((cell % size) + 0.5) / size;
    const v = (Math.floor(cell / size) + 0.5) / size;
    const side = 0.03 * smoothstep(0.2, 0.36, Math.abs(u - 0.5));
    const inner = 0.065 + side;
    const below = foreheadTop === undefined ? 1 : shareBelow(foreheadTop, v);
    mask[cell] = smoothstep(0.012, inner, atlas.regions.edgeDistance[cell]) * below;
  }
  return mask;
}

/** How much at `v` is replaced where the target keeps its own forehead from `foreheadTop` up. */
export function shareBelow(foreheadTop: number, v: number): number {
  return smoothstep(foreheadTop - 0.085, foreheadTop - 0.005, v);
}

/** Brows and the places where the target's own brows come to lie once the shape has moved. */
export interface BrowCover {
  /** By cell, 0…1, soft-edged: must be painted over, or a second pair of brows shows. */
  readonly mask: Float32Array;
  /** The smallest v of any brow. */
  readonly top: number;
}

/** The v under which no brow reaches, so that what lies above it may be left to the target with its own brows. */
export function belowBrows({ mesh }: FaceAtlas): number {
  const brows = [...topology.rightBrow, ...topology.leftBrow];
  return Math.max(...brows.map((point) => mesh.uv[point * 2 + 1])) + browMargin;
}

/** Strong brows reach further than the landmarks say; in units of u and v. */
const browMargin = 0.035;

/** @param delta the displacement of `transferShape`, in centimetres */
export function coverBrows(atlas: FaceAtlas, delta: Float32Array): BrowCover {
  const { mesh, grid } = atlas;
  // The unrolling is close to linear on the forehead: one scale from its top (10) to the root of the nose (168),
  // one from brow end to brow end.
  const perX = (mesh.uv[300 * 2] - mesh.uv[70 * 2]) / (mesh.positions[900] - mesh.positions[210]);
  const perY = (mesh.uv[337] - mesh.uv[21]) / (mesh.positions[31] - mesh.positions[505]);
  const mask = new Float32Array(grid.size * grid.size);
  let top = 1;
  for (const ring of [topology.rightBrow, topology.leftBrow]) {
    for (const share of [0, 0.5, 1]) {
      const corners = ringCorners(mesh, ring, browMargin);
      ring.forEach((point, i) => {
        corners[i * 2] -= delta[point * 3] * perX * share;
        corners[i * 2 + 1] -= delta[point * 3 + 1] * perY * share;
        top = Math.min(top, corners[i * 2 + 1]);
      });
      fillPolygon(grid, corners, mask);
    }
  }
  clearBeyondBrowEnds(mesh, grid.size, mask);
  boxBlur(mask, { width: grid.size, height: grid.size, channels: 1 }, 1, 2);
  return { mask, top };
}
