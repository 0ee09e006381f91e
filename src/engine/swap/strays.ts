import { topology } from "../face/topology.ts";
import type { FaceAtlas } from "./atlas.ts";
import { evenLight } from "./even-light.ts";
import { mapOfPlaces } from "./map-of-places.ts";
import { lumaAt, mapNonSkin, measureSkin } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import { mirrored } from "./uv-grid.ts";

/** A strand of hair is thinner than a cell: what is this much unlike skin counts as not skin at all. */
const strandShare = 0.4;
/** Lighter than even skin by these shares of it: up to the first it is shine, from the second on a lamp behind the head. */
const glare = { none: 0.24, full: 0.48 };
/** From the temples hair falls on over the cheeks: below this v, and so far from the middle. */
const fall = { top: 0.5, aside: 0.18 };
/** The outermost cells show what is behind the face. */
const outline = 0.02;

/** Beside and above the brows. */
const besideBrows = mapOfPlaces((u, _v, top, { mesh }) => {
  const browEnd = Math.abs(mesh.uv[topology.rightBrow[0] * 2] - 0.5);
  const beside = smoothstep(browEnd - 0.01, browEnd + 0.03, Math.abs(u - 0.5));
  return Math.max(beside * smoothstep(0.62, 0.5, top), smoothstep(0.2, 0.14, top));
});

const nearOutline = mapOfPlaces((u) => smoothstep(0.2, 0.26, Math.abs(u - 0.5)));

/** In the middle it is the nose, which shines in any light. */
const offNose = mapOfPlaces((u) => smoothstep(0.1, 0.14, Math.abs(u - 0.5)));
const onCheeks = mapOfPlaces((u, v) => (Math.abs(u - 0.5) > fall.aside && v > fall.top ? 1 : 0));

/**
 * By cell, 0…1: stray hair and stray light on a photo's face, which belong to no other face: strands beside and above
 * the brows, as dark in their light as only hair is, and a rim light on the sides. Both are looked for in even light,
 * and never on the features themselves.
 * @param colours RGB by cell
 * @param facing see `createFacingMap`
 */
export function mapStrays(
  atlas: FaceAtlas,
  colours: Float32Array,
  facing: Float32Array,
): Float32Array {
  const { grid, regions } = atlas;
  const { size } = grid;
  const even = evenLight(atlas, colours, facing);
  const skin = measureSkin(regions, even);
  const dark = new Float32Array(size * size);
  mapNonSkin(regions, skin, even, dark);
  const bright = new Float32Array(size * size);
  for (const cell of grid.cells) {
    const share = lumaAt(even, cell) / skin.luma.median - 1;
    if (share > glare.none) bright[cell] = smoothstep(glare.none, glare.full, share);
  }
  const [hairy, outer, beyondNose] = [besideBrows(atlas), nearOutline(atlas), offNose(atlas)];
  const cheeks = onCheeks(atlas);
  const strays = new Float32Array(size * size);
  const hanging: number[] = [];
  const falling = new Float32Array(size * size);
  for (const cell of grid.cells) {
    if (regions.features[cell] > 0 || regions.edgeDistance[cell] < outline) continue;
    const darkness = Math.min(1, dark[cell] / strandShare);
    const hair = darkness * hairy[cell];
    // Both cheeks shine alike in light from the front; a rim light comes from one side, or runs along the outline.
    const oneSided = 1 - bright[mirrored(cell, size)];
    const rim = bright[cell] * Math.max(oneSided, outer[cell]) * beyondNose[cell];
    strays[cell] = Math.max(hair, rim);
    if (hair > 0.5) hanging.push(cell);
    falling[cell] = darkness * cheeks[cell];
  }
  for (const cell of joined(hanging, falling, size)) {
    strays[cell] = Math.max(strays[cell], falling[cell]);
  }
  return strays;
}

/** The cells of a map above 0.5 that are joined to some of `from`. */
function joined(from: readonly number[], map: Float32Array, size: number): Iterable<number> {
  const found = new Set<number>();
  const open = [...from];
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    for (const next of [cell - size, cell - 1, cell + 1, cell + size]) {
      if (!(map[next] > 0.5) || found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}
