import type { Pose } from "../face/pose.ts";
import type { FrameEdit } from "../gif/frame-edit.ts";
import type { Raster } from "../raster.ts";
import { boxBlur } from "./box-blur.ts";
import { darkest } from "./find-glasses.ts";
import type { Glasses } from "./find-glasses.ts";
import { forEachRimPoint, rimPoints } from "./fit-rims.ts";
import { readLuma } from "./glasses-band.ts";
import type { GlassesPlane } from "./glasses-band.ts";
import { createGlassesLocator } from "./locate-glasses.ts";
import { lumaOf } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import { createStencil } from "./stencil.ts";
import type { Stencil } from "./stencil.ts";

/** What is kept beside a rim, since no rim is exactly where it is thought to be; centimetres. */
const margin = 0.14;
const softEdge = { least: 0.8, centimetres: 0.1 };
const thickest = 0.25;
/** A bar bows upwards. */
const bow = 0.12;
/** The arms' way to the ears, in centimetres. */
const temple = { x: 7.2, ear: 7.6, back: 9, drop: 0.2 };

/** How far around a rim the skin behind it is looked for, in centimetres; two passes of a box blur. */
const aroundRim = 0.22;
/** Grey levels between a rim and the skin behind it from which on the rim hides the skin, up to those at which it does so wholly. */
const opaque = { from: 15, to: 40 };

/** Mean contrast of a rim that is black or nearly so: over a brow or hair only the new face behind it shows it up. */
const clearlyDark = 0.12;

/**
 * Puts the target's own glasses back over a new face: what is clearly other than the skin behind it as it is, and of
 * the rest (clear plastic, a glint) the difference from that skin, since the new face's is hardly ever quite the same.
 */
export function createGlassesKeeper(plane: GlassesPlane, glasses: Glasses) {
  const locate = createGlassesLocator(glasses);
  const contrasts = glasses.contrasts.filter((value) => value !== 0);
  const dark = contrasts.reduce((sum, value) => sum + value, 0) < -clearlyDark * contrasts.length;
  const out = new Float64Array(2);
  return function keepGlasses(edit: FrameEdit, frame: Raster, pose: Pose): void {
    const { x, y, shown } = locate((across, down) => {
      plane.project(pose, across, down, 0, out);
      return Math.log(readLuma(frame, out[0], out[1]) + darkest);
    });
    if (shown === 0) return;
    const lines = createStencil(edit, shown);
    const lenses = createStencil(edit, shown);
    drawGlasses(lines, lenses, glasses, pose.scale, (across, down, behind) => {
      const place = new Float64Array(2);
      plane.project(pose, across + x, down + y, behind, place);
      return place;
    });
    const reach = Math.max(1, Math.round(aroundRim * pose.scale));
    restore(edit, frame, { lines, lenses, dark }, reach);
  };
}

/** Brings a place of the sheet into the picture. */
type Place = (x: number, y: number, behind: number) => Float64Array;

function drawGlasses(
  lines: Stencil,
  lenses: Stencil,
  glasses: Glasses,
  scale: number,
  place: Place,
): void {
  const { rims, bridge, arms, tint } = glasses;
  const inner = (Math.min(glasses.thickness, thickest) + margin) * scale;
  const outer = inner + Math.max(softEdge.least, softEdge.centimetres * scale);
  const rings: Float64Array[][] = [[], []];
  let at = 0;
  forEachRimPoint(rims, (x, y) => rings[at++ < rimPoints ? 0 : 1].push(place(x, y, 0)));
  for (const ring of rings) {
    lines.line([...ring, ring[0]], inner, outer);
    if (tint > 0) lenses.area(ring, tint);
  }
  const nose = rims.apart - widthAt(glasses, bridge);
  const bar = [-1, -0.5, 0, 0.5, 1].map((share) =>
    place(rims.x + share * nose, bridge + bow * share * share, 0),
  );
  lines.line(bar, inner, outer);
  if (arms === undefined) return;
  const middle = place(rims.x, arms, 0);
  for (const side of [-1, 1]) {
    const hinge = place(rims.x + side * (rims.apart + widthAt(glasses, arms)), arms, 0);
    const bend = place(side * temple.x, arms, 0);
    const ear = place(side * temple.ear, arms + temple.drop, temple.back);
    lines.line([hinge, bend], inner, outer);
    // The arm on the far side of a turned head lies behind the face.
    const hidden = Math.abs(ear[0] - middle[0]) < Math.abs(bend[0] - middle[0]);
    if (!hidden) lines.line([bend, ear], inner, outer);
  }
}

/** Half the width of a rim at a height of the sheet. */
function widthAt({ rims: { y, halfWidth, halfHeight, squareness } }: Glasses, height: number) {
  const share = Math.min(1, Math.abs(height - y) / halfHeight);
  return halfWidth * (1 - share ** squareness) ** (1 / squareness);
}

/** @param reach pixels */
function restore(
  edit: FrameEdit,
  frame: Raster,
  { lines, lenses, dark }: { readonly lines: Stencil; readonly lenses: Stencil; dark: boolean },
  reach: number,
): void {
  const { data, width } = edit.patch;
  const box = lines.bounds(2 * reach);
  if (box.width <= 0 || box.height <= 0) return;
  const around = new Float32Array(box.width * box.height * 4);
  for (let row = 0, q = 0; row < box.height; row++) {
    let at = (box.y + row) * width + box.x;
    let from = ((edit.y + box.y + row) * frame.width + edit.x + box.x) * 4;
    for (let i = 0; i < box.width; i++, at++, from += 4, q += 4) {
      const weight = (1 - lines.shares[at]) * (1 - lenses.shares[at]) + 1e-3;
      around[q] = weight;
      around[q + 1] = weight * frame.data[from];
      around[q + 2] = weight * frame.data[from + 1];
      around[q + 3] = weight * frame.data[from + 2];
    }
  }
  boxBlur(around, { width: box.width, height: box.height, channels: 4 }, reach, 2);
  for (let row = 0, q = 0; row < box.height; row++) {
    let at = (box.y + row) * width + box.x;
    let from = ((edit.y + box.y + row) * frame.width + edit.x + box.x) * 4;
    for (let i = 0; i < box.width; i++, at++, from += 4, q += 4) {
      const line = lines.shares[at];
      const lens = lenses.shares[at];
      const p = at * 4;
      if (line + lens === 0 || data[p + 3] === 0) continue;
      const red = frame.data[from] - around[q + 1] / around[q];
      const green = frame.data[from + 1] - around[q + 2] / around[q];
      const blue = frame.data[from + 2] - around[q + 3] / around[q];
      const shadow = dark
        ? lumaOf(data[p], data[p + 1], data[p + 2]) -
          lumaOf(frame.data[from], frame.data[from + 1], frame.data[from + 2])
        : 0;
      const contrast = Math.max(shadow, Math.abs(lumaOf(red, green, blue)));
      const hides = line * smoothstep(opaque.from, opaque.to, contrast);
      const own = Math.max(hides, lens);
      const added = line - hides;
      data[p] = mixed(data[p] + added * red, frame.data[from], own);
      data[p + 1] = mixed(data[p + 1] + added * green, frame.data[from + 1], own);
      data[p + 2] = mixed(data[p + 2] + added * blue, frame.data[from + 2], own);
      if (own > 0.99) data[p + 3] = 0;
    }
  }
}

function mixed(drawn: number, own: number, share: number): number {
  const value = drawn + (own - drawn) * share + 0.5;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
