import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { dilate } from "./dilate.ts";
import { createKernelMask } from "../kernel/kernel-mask.ts";
import type { KernelMask } from "../kernel/kernel-mask.ts";
import { logOf, mapNonSkin, measureSkin } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import { aroundMouth, createUnusualMap, noiseOf } from "./unusual.ts";

interface FrameMask {
  /** By cell, 0…1: how much of the new face shows. */
  readonly alpha: Float32Array;
  /** By cell, 0…1: where this frame surely has nothing before the face; undefined where that holds for all of it. */
  readonly bare: Float32Array | undefined;
  /** By cell, 0…1: how far the frame shows lit skin there; gone with the next frame, as `hidden` is. */
  readonly skin: Float32Array;
  /** By cell, 0…1: how far hair or a hand covers the face. */
  readonly hidden: Float32Array;
}

export interface MaskInputs {
  /** The largest alpha a cell may have. */
  readonly base: Float32Array;
  /** Where the photo has something to show; also 1 where the target must be painted over. */
  readonly keep: Float32Array;
  /** The clip's median appearance, RGB by cell. */
  readonly usual: Uint8Array;
  /** How likely hair hangs there, 0…1. */
  readonly hairPrior: Float32Array;
}

/**
 * What noise and expression reach is 1: up to the first figure nothing covers the face, from the second on something
 * probably does, and from the third on surely.
 */
const doubt = { begins: 1.5, ends: 2.6, none: 4 };

type MaskFrame = (face: Pick<FaceFrame, "landmarks" | "colours">) => FrameMask;

/**
 * Judges each frame: hair over forehead and temples, and whatever differs from the clip's usual appearance (a hand,
 * a microphone), keep the target's own pixels.
 */
export function createFrameMasker(atlas: FaceAtlas, inputs: MaskInputs): MaskFrame {
  const kernel = kernelOf(atlas);
  if (kernel === undefined) return createPlainFrameMasker(atlas, inputs);
  const { regions } = atlas;
  kernel.viewOf("base").set(inputs.base);
  kernel.viewOf("keep").set(inputs.keep);
  kernel.viewOf("hairPrior").set(inputs.hairPrior);
  const usualCheeks = loadUsual(kernel, atlas, inputs.usual);
  const [alpha, skin, hidden, bare] = (["alpha", "skin", "hidden", "bare"] as const).map((name) =>
    kernel.viewOf(name),
  );
  return ({ landmarks, colours }) => {
    const frame = { landmarks, colours, skin: measureSkin(regions, colours), usualCheeks };
    const covered = kernel.mask(frame);
    return { alpha: alpha.slice(), bare: covered ? bare.slice() : undefined, skin, hidden };
  };
}

const kernels = new WeakMap<FaceAtlas, KernelMask>();

/** One for each atlas. Whoever makes a masker uses it up before the next one is made. */
function kernelOf(atlas: FaceAtlas): KernelMask | undefined {
  const known = kernels.get(atlas);
  if (known !== undefined) return known;
  const { mesh, grid, regions } = atlas;
  const made = createKernelMask({ mesh, grid, logs: logOf });
  if (made === undefined) return undefined;
  const { skinNear, mouth } = aroundMouth(atlas);
  made.viewOf("face").set(regions.face);
  made.viewOf("skinRegion").set(regions.skin);
  made.viewOf("cheeks").set(regions.cheeks);
  made.viewOf("skinNear").set(skinNear);
  for (const cell of mouth) made.viewOf("mouth")[cell] = 1;
  const below = belowEyes(grid.size);
  made.viewOf("belowEyes").set(below.map((share, cell) => share * regions.face[cell]));
  kernels.set(atlas, made);
  return made;
}

/** @returns the sum of the usual green over the cheeks, and one */
function loadUsual(kernel: KernelMask, { regions }: FaceAtlas, usual: Uint8Array): number {
  const [red, green, blue] = (["usualRed", "usualGreen", "usualBlue"] as const).map((name) =>
    kernel.viewOf(name),
  );
  const perDifference = kernel.viewOf("perDifference");
  let cheeks = 1;
  for (let cell = 0; cell < red.length; cell++) {
    red[cell] = usual[cell * 3];
    green[cell] = usual[cell * 3 + 1];
    blue[cell] = usual[cell * 3 + 2];
    perDifference[cell] = 1 / noiseOf(usual, cell * 3);
    if (regions.cheeks[cell] > 0) cheeks += usual[cell * 3 + 1];
  }
  return cheeks;
}

/** By cell, 0…1: a brow that rises covers skin for a frame as surely as a finger does, and is above this. */
function belowEyes(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, cell) =>
    smoothstep(0.36, 0.42, Math.floor(cell / size) / size),
  );
}

/** The kernel's twin, for machines that cannot run it. */
export function createPlainFrameMasker(
  atlas: FaceAtlas,
  { base, keep, usual, hairPrior }: MaskInputs,
): MaskFrame {
  const { grid, regions } = atlas;
  const cells = grid.size * grid.size;
  const shape = { width: grid.size, height: grid.size, channels: 1 };
  const nonSkin = new Float32Array(cells);
  const mapUnusual = createUnusualMap(atlas);
  const unusual = new Float32Array(cells);
  const facing = new Float32Array(cells);
  const hidden = new Float32Array(cells);
  const below = belowEyes(grid.size);

  return function maskFrame({ landmarks, colours }) {
    mapNonSkin(regions, measureSkin(regions, colours), colours, nonSkin);
    mapUnusual(colours, usual, unusual);
    atlas.mapFacing(landmarks, facing);

    const alpha = new Float32Array(cells);
    // Off the face beside hair, this stays: there the light falls to black, and what hair does to it flickers less.
    const skin = dilate(nonSkin, grid.size, 1);
    let bare: Float32Array | undefined;
    for (const cell of grid.cells) {
      const doubtful = unusual[cell] > doubt.begins;
      const shown = doubtful ? 1 - smoothstep(doubt.begins, doubt.ends, unusual[cell]) : 1;
      hidden[cell] = 1 - (1 - nonSkin[cell] * hairPrior[cell]) * shown;
      alpha[cell] = base[cell] * (1 - hidden[cell]);
      skin[cell] = regions.skin[cell] * facing[cell] * (1 - skin[cell]) * shown;
      if (unusual[cell] <= doubt.ends || below[cell] === 0) continue;
      bare ??= new Float32Array(cells).fill(1);
      bare[cell] = 1 - below[cell] * smoothstep(doubt.ends, doubt.none, unusual[cell]);
    }
    boxBlur(alpha, shape, 1, 1);
    for (let cell = 0; cell < cells; cell++) {
      const most = base[cell];
      alpha[cell] = (alpha[cell] < most ? alpha[cell] : most) * keep[cell];
    }
    return { alpha, bare, skin, hidden };
  };
}
