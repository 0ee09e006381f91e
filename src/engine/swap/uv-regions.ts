import type { CanonicalMesh } from "../face/face-models.ts";
import { topology } from "../face/topology.ts";
import { boxBlur } from "./box-blur.ts";
import { dilate } from "./dilate.ts";
import { smoothstep } from "./smoothstep.ts";
import type { UvGrid } from "./uv-grid.ts";
import { distanceToOutline, fillPolygon, ringCorners } from "./uv-polygon.ts";

/** What each cell of the grid shows on any face. All maps have one value a cell. */
export interface UvRegions {
  /** 1 on the face, 0 off it. */
  readonly face: Float32Array;
  /** Distance to the face's outline in units of u and v. */
  readonly edgeDistance: Float32Array;
  /** 1 where skin is expected: none of the features and not at the very edge. */
  readonly skin: Float32Array;
  /** 1 on cheeks and nose: the skin that hair, beard and hands reach last. */
  readonly cheeks: Float32Array;
  /** 1 on eyes, brows, lips and nostrils with a margin: never judged by skin colour. */
  readonly features: Float32Array;
  /**
   * Where dark detail is the face's own and no shadow, soft-edged, 0…1: eyes with lashes, brows, lips and nostrils. Not
   * between lid and brow, where a deep socket would be a stain.
   */
  readonly drawn: Float32Array;
  /** 1 on both brows with a wide margin. */
  readonly brows: Float32Array;
  /** 1 on the brows and, but for their outer ends, as far around them as strong ones reach past their landmarks. */
  readonly nearBrows: Float32Array;
  /** 1 on the strip of forehead right above strong brows, without their outer ends, which long hair reaches, too. */
  readonly aboveBrows: Float32Array;
  /** 1 between the temples, from the hairline to the brows. */
  readonly forehead: Float32Array;
  /** How likely hair hangs there, 0…1: forehead, temples, sides. */
  readonly hairPrior: Float32Array;
  /** 1 on the lips. */
  readonly lips: Float32Array;
  /** 1 between the lids. */
  readonly eyeballs: Float32Array;
  /** Each eye with its lids, soft-edged, 0…1. */
  readonly rightLids: Float32Array;
  readonly leftLids: Float32Array;
}

/** Margins in units of u and v: the face's width is about 1. */
const margin = {
  eye: 0.03,
  lashes: 0.006,
  browHair: 0.012,
  brow: 0.03,
  wideBrow: 0.04,
  lip: 0.012,
  lids: 0.028,
  edge: 0.03,
};

/** In cells: how far strong brows spill over their margin, and how high the strip above them is. */
const cellsAround = { strongBrow: 3, aboveBrow: 5 };

/**
 * From the middle, in units of u: within these, no hair but a fringe hangs over the strip above a brow, and what is dark
 * beside a brow is the brow's own. Further out, hair parted in the middle reaches many a brow's end.
 */
const inner = { strip: 0.18, brow: 0.22 };

/** From wing to wing under the tip, and back along the base of the nose. */
const nostrilRing = [64, 19, 294, 327, 2, 98];

export function createUvRegions(mesh: CanonicalMesh, grid: UvGrid): UvRegions {
  const { size } = grid;
  const within = (grow: number, ...rings: readonly (readonly number[])[]) => {
    const mask = new Float32Array(size * size);
    for (const ring of rings) fillPolygon(grid, ringCorners(mesh, ring, grow), mask);
    return mask;
  };
  const eyes = within(margin.eye, topology.rightEye, topology.leftEye);
  const brows = within(margin.brow, topology.rightBrow, topology.leftBrow);
  const wideBrows = within(margin.wideBrow, topology.rightBrow, topology.leftBrow);
  clearBeyondBrowEnds(mesh, size, wideBrows);
  const spill = dilate(wideBrows, size, cellsAround.strongBrow);
  const nearBrows = wideBrows.map(
    (brow, cell) => brow || (isInner(cell, size, inner.brow) ? spill[cell] : 0),
  );
  const drawnBrows = within(margin.browHair, topology.rightBrow, topology.leftBrow);
  const lips = within(margin.lip, topology.outerLips);
  const nostrils = within(0, nostrilRing);
  const edgeDistance = distanceToOutline(mesh, grid, topology.oval);

  const face = new Float32Array(size * size);
  const skin = new Float32Array(size * size);
  const cheeks = new Float32Array(size * size);
  const features = new Float32Array(size * size);
  const drawn = within(margin.lashes, topology.rightEye, topology.leftEye);
  const forehead = new Float32Array(size * size);
  const hairPrior = new Float32Array(size * size);
  for (const cell of grid.cells) {
    const u = ((cell % size) + 0.5) / size;
    const v = (Math.floor(cell / size) + 0.5) / size;
    const feature = eyes[cell] || brows[cell] || lips[cell] || nostrils[cell];
    face[cell] = 1;
    skin[cell] = !feature && edgeDistance[cell] > margin.edge ? 1 : 0;
    cheeks[cell] = skin[cell] && u > 0.18 && u < 0.82 && v > 0.4 && v < 0.72 ? 1 : 0;
    features[cell] = feature || wideBrows[cell] ? 1 : 0;
    if (drawnBrows[cell] || lips[cell] || nostrils[cell]) drawn[cell] = 1;
    const between = Math.abs(u - 0.5) < 0.2 && v > 0.14 && v < 0.27;
    forehead[cell] = between && !wideBrows[cell] ? 1 : 0;
    const top = smoothstep(0.33, 0.22, v);
    const side = smoothstep(0.3, 0.42, Math.abs(u - 0.5)) * (1 - 0.5 * smoothstep(0.75, 0.9, v));
    hairPrior[cell] = wideBrows[cell] ? 0 : Math.max(top, side);
  }
  return {
    face,
    edgeDistance,
    skin,
    cheeks,
    features,
    drawn: soften(drawn, size, 1),
    brows: wideBrows,
    nearBrows,
    aboveBrows: stripAbove(nearBrows, size, cellsAround.aboveBrow),
    forehead,
    hairPrior,
    lips: within(0, topology.outerLips),
    eyeballs: within(0, topology.rightEye, topology.leftEye),
    rightLids: soften(within(margin.lids, topology.rightEye), size, 2),
    leftLids: soften(within(margin.lids, topology.leftEye), size, 2),
  };
}

/** A margin around the brows must not reach past their outer ends: there the hair begins. */
export function clearBeyondBrowEnds(mesh: CanonicalMesh, size: number, mask: Float32Array): void {
  const first = mesh.uv[topology.rightBrow[0] * 2] - 0.01;
  const last = mesh.uv[topology.leftBrow[0] * 2] + 0.01;
  for (let cell = 0; cell < mask.length; cell++) {
    const u = ((cell % size) + 0.5) / size;
    if (u < first || u > last) mask[cell] = 0;
  }
}

function isInner(cell: number, size: number, limit: number): boolean {
  return Math.abs(((cell % size) + 0.5) / size - 0.5) <= limit;
}

/** 1 on the `height` cells above the topmost of `mask` in each column near the middle. */
function stripAbove(mask: Float32Array, size: number, height: number): Float32Array {
  const strip = new Float32Array(mask.length);
  for (let x = 0; x < size; x++) {
    if (!isInner(x, size, inner.strip)) continue;
    let top = x;
    while (top < mask.length && mask[top] === 0) top += size;
    if (top >= mask.length) continue;
    for (let cell = top - height * size; cell < top; cell += size) strip[cell] = 1;
  }
  return strip;
}

function soften(mask: Float32Array, size: number, radius: number): Float32Array {
  boxBlur(mask, { width: size, height: size, channels: 1 }, radius, 2);
  return mask;
}
