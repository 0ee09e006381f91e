import type { FaceAtlas } from "./atlas.ts";
import { withoutGrain } from "./calm-grain.ts";
import { clearEye } from "./clear-eyes.ts";
import { eyes } from "./eyes.ts";
import { placesBetween } from "./grid-rows.ts";
import { lightFloor } from "./light-field.ts";
import { levelForCells } from "./photo.ts";
import type { FacePhoto } from "./photo.ts";
import { sampleUv } from "./sample-uv.ts";
import { lumaOf } from "./skin.ts";
import { between, smoothstep } from "./smoothstep.ts";
import { createTextureRows } from "./texture-rows.ts";

/** The photo's face unrolled, its light taken out: what remains is added to the target's light. */
export interface DetailTexture {
  readonly size: number;
  /** size² × RGB, grey levels above or below the photo's light; 0 off the face. */
  readonly data: Float32Array;
  /** size² values 0…1: how far inside an eye's opening a texel is. */
  readonly opening: Float32Array;
}

/** How much of the photo's detail a clip takes. */
export interface DetailStyle {
  /** What the limits of skin detail are multiplied with. */
  readonly limits: number;
  /** Share of the detail's colour, 0 for a black-and-white clip … 1. */
  readonly colour: number;
  /** See `measureClipBlur`. */
  readonly blur: number;
}

/** Blotches are told from light less surely than wrinkles are, so that colour detail is held back a little. */
const colourShare = 0.8;

/** Reading and a GIF's few pixels soften detail; drawn stronger by these it looks as it does in the photo. */
const emphasis = { skin: 1.3, feature: 1.2 };

/**
 * Lighter detail of skin is kept up to a share of its light and grows ever more slowly beyond: what is brighter is the
 * photo's lamp on wet or oily skin, and in the clip that lamp is missing.
 */
const glint = { fine: 0.1, soft: 0.1, growth: 0.025 };
/** Deep folds far beyond this share are held back. */
const shadowLimit = 0.5;
/** On the sides of the face, where rim light and strands of hair are, these shares of the limits hold. */
const atSide = { glint: 0.5, shadow: 0.2 };
/** … and around the eyes under a fringe, this one. */
const shadedLimit = 0.35;

/**
 * @param size texels along each side; best a little above the pixels that the face will span
 * @param grain see `shareOfGrain`
 */
export function createDetailTexture(
  atlas: FaceAtlas,
  photo: FacePhoto,
  size: number,
  { limits, colour: colourful }: DetailStyle,
  grain: number,
): DetailTexture {
  const grid = atlas.gridOf(size);
  const colours = new Float32Array(size * size * 3);
  sampleUv(grid, levelForCells(photo.pyramid, photo.landmarks, size), photo.landmarks, colours);

  const opening = new Float32Array(size * size);
  // Without an opening no iris is drawn.
  if (!photo.eyesHidden) {
    for (const eye of eyes) clearEye(grid, photo.landmarks, eye, colours, opening);
  }
  const smooth = grain < 1 ? withoutGrain(grid, colours) : colours;

  const data = new Float32Array(size * size * 3);
  const light = new Float32Array(3);
  const fine = new Float32Array(3);
  const soft = new Float32Array(3);
  const coarse = placesBetween(atlas.grid.size, size);
  const half = placesBetween(atlas.grid.size / 2, size);
  const rows = createTextureRows(atlas, photo);
  const { mirrors, relits, worns, drawns, casts, keeps, lights, shadings } = rows;
  let row = -1;
  for (const cell of grid.cells) {
    const x = cell % size;
    const y = (cell - x) / size;
    if (y !== row) rows.read(coarse, half, y);
    row = y;
    const at = coarse.first[x];
    const share = coarse.share[x];
    const here = cell * 3;
    const there = (cell - x + size - 1 - x) * 3;
    // Written out: a function called so often costs more than it does, until all of this is compiled.
    const mirror = mirrors[at] + (mirrors[at + 1] - mirrors[at]) * share;
    const worn = worns[at] + (worns[at + 1] - worns[at]) * share;
    const painted = drawns[at] + (drawns[at + 1] - drawns[at]) * share;
    const feature = painted > worn ? painted : worn;
    const smoothed = (1 - grain) * (1 - feature);
    const cast = (1 - feature) * (casts[at] + (casts[at + 1] - casts[at]) * share);
    // In the hue of the light: skin in a shadow has more colour than skin.
    const lift = cast === 0 ? 0 : Math.expm1(cast / limits);
    const coarser = half.first[x] * 3;
    const further = half.share[x];
    for (let c = 0; c < 3; c++) {
      const k = coarser + c;
      const shade = shadings[k] + (shadings[k + 3] - shadings[k]) * further;
      const lamp = lights[k] + (lights[k + 3] - lights[k]) * further;
      let colour = colours[here + c];
      let calm = smooth[here + c];
      if (mirror > 0) {
        const relit = relits[k] + (relits[k + 3] - relits[k]) * further;
        colour += (colours[there + c] * relit - colour) * mirror;
        calm += (smooth[there + c] * relit - calm) * mirror;
      }
      colour += (calm - colour) * smoothed;
      light[c] = lamp;
      fine[c] = colour + lamp * lift - shade;
      soft[c] = shade - lamp;
    }
    // Its light is the white of an eye: what is lighter still is a lamp in it.
    const lightFeature = feature * (1 - opening[cell]);
    const seen = smoothstep(0.5, 0.95, keeps[at] + (keeps[at + 1] - keeps[at]) * share);
    const lit = lumaOf(light[0], light[1], light[2]) + lightFloor;
    const side = smoothstep(0.2, 0.3, Math.abs((x + 0.5) / size - 0.5));

    // A fringe throws shadows on the face below it; without one they are the face's own.
    const shaded = photo.browsHidden ? smoothstep(0.55, 0.45, (y + 0.5) / size) : 0;
    const mostSoft = between(1, shadedLimit, shaded);
    const softShare = lumaOf(soft[0], soft[1], soft[2]) / lit;
    let calmed = 1;
    if (softShare > 0) calmed = calmGlint(softShare, glint.soft, limits * mostSoft);
    else if (photo.browsHidden) calmed = calmShadow(softShare, mostSoft);
    const softScale = seen * between(calmed, 1, softShare > 0 ? lightFeature : feature);
    const fineLuma = lumaOf(fine[0], fine[1], fine[2]);
    const fineShare = fineLuma / lit;
    if (fineShare > 0) {
      calmed = calmGlint(fineShare, glint.fine, between(limits, atSide.glint, side) * mostSoft);
    } else calmed = calmShadow(fineShare, between(limits, atSide.shadow, side) * mostSoft);
    const drawn = fineShare > 0 ? lightFeature : feature;
    const fineScale =
      seen * between(calmed * emphasis.skin, between(emphasis.feature, 1, worn), drawn);
    const lumaShown = fineLuma * fineScale + softShare * lit * softScale;
    for (let c = 0; c < 3; c++) {
      const colour = fine[c] * fineScale + soft[c] * softScale;
      data[here + c] = lumaShown + colourShare * colourful * (colour - lumaShown);
    }
  }
  return { size, data, opening };
}

/** What to multiply a lighter detail with, so that it never stops growing: a glint cut off at a limit is a flat patch. */
function calmGlint(share: number, kept: number, limits: number): number {
  const most = kept * limits;
  if (share <= most) return 1;
  const growth = glint.growth * limits;
  return (most + growth * Math.log1p((share - most) / growth)) / share;
}

/** What to multiply a darker detail with, so that it grows ever more slowly past its limit. */
function calmShadow(share: number, limits: number): number {
  if (share === 0) return 1;
  const beyond = Math.abs(share) / (limits * shadowLimit);
  return Math.log1p(beyond) / beyond;
}
