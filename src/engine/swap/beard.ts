import type { FaceAtlas } from "./atlas.ts";
import { lumaAt, lumaOf } from "./skin.ts";
import type { SkinModel } from "./skin.ts";
import { smoothstep } from "./smoothstep.ts";
import { mirrored } from "./uv-grid.ts";

/*
 * Measured on beards painted on drawn heads, on discs before their chins, and on photos. Beards: symmetry from 0.77,
 * hue up to 0.21, edge up to 0.38. Discs and a real microphone: hue from 0.3, edge from 0.78; strands of hair beside a
 * chin: symmetry up to 0.11.
 */

/** What both halves of the chin share of what is not skin on either. */
const symmetry = { none: 0.5, full: 0.75 };
/** Distance of its colour from the brows', in logarithms of red and of blue over green: light and shade do not count. */
const hue = { none: 0.28, full: 0.22 };
/** The steepest step from one cell to the next but one, as a share of the whole way from skin to what is not. */
const edge = { none: 0.7, full: 0.45 };

/** Of the unrolled face: where a chin's beard begins, and how far from the middle it is looked for. */
const chin = { top: 0.76, side: 0.3 };
/** The outermost cells show what is behind the face. */
const outline = 0.03;

/**
 * How far what is not skin on the chin is hair that grows there, 0…1: the same on both sides, of the brows' hue, and
 * without the hard edge of an object. What is not sure is none.
 * @param colours RGB by cell
 * @param nonSkin see `mapNonSkin`
 */
export function judgeBeard(
  { grid, regions }: FaceAtlas,
  skin: SkinModel,
  colours: ArrayLike<number>,
  nonSkin: Float32Array,
): number {
  const { size } = grid;
  const onChin = grid.cells.filter((cell) => {
    const across = Math.abs(((cell % size) + 0.5) / size - 0.5);
    const inside = regions.features[cell] === 0 && regions.edgeDistance[cell] >= outline;
    return inside && across < chin.side && (Math.floor(cell / size) + 0.5) / size >= chin.top;
  });
  const beard = meanColour(onChin, colours, (cell) => nonSkin[cell]);
  const brows = meanColour(grid.cells, colours, (cell) =>
    regions.brows[cell] > 0 && regions.drawn[cell] > 0.5
      ? smoothstep(0, 0.5, 1 - lumaAt(colours, cell) / skin.luma.median)
      : 0,
  );
  if (beard === undefined || brows === undefined) return 0;

  let [both, either] = [0, 0];
  for (const cell of onChin) {
    both += Math.min(nonSkin[cell], nonSkin[mirrored(cell, size)]);
    either += Math.max(nonSkin[cell], nonSkin[mirrored(cell, size)]);
  }
  const contrast = Math.max(10, skin.luma.median - lumaOf(...beard));
  const steepest = new Map<number, number>();
  for (const cell of onChin) {
    if (nonSkin[cell] <= 0.5) continue;
    const step = Math.abs(lumaAt(colours, cell - size) - lumaAt(colours, cell + size)) / contrast;
    steepest.set(cell % size, Math.max(steepest.get(cell % size) ?? 0, step));
  }
  const steps = [...steepest.values()].toSorted((a, b) => a - b);
  return (
    smoothstep(symmetry.none, symmetry.full, both / Math.max(1, either)) *
    smoothstep(hue.none, hue.full, hueDistance(beard, brows)) *
    smoothstep(edge.none, edge.full, steps[steps.length >> 1] ?? 1)
  );
}

type Rgb = [red: number, green: number, blue: number];

/** Undefined where nothing has weight. */
function meanColour(
  cells: Int32Array,
  colours: ArrayLike<number>,
  weightOf: (cell: number) => number,
): Rgb | undefined {
  const sum: Rgb = [0, 0, 0];
  let total = 0;
  for (const cell of cells) {
    const weight = weightOf(cell);
    total += weight;
    for (let c = 0; c < 3; c++) sum[c] += weight * colours[cell * 3 + c];
  }
  if (total < 1) return undefined;
  return [sum[0] / total, sum[1] / total, sum[2] / total];
}

function hueDistance([r, g, b]: Rgb, [red, green, blue]: Rgb): number {
  const ofRed = Math.log((r + 1) / (g + 1)) - Math.log((red + 1) / (green + 1));
  const ofBlue = Math.log((b + 1) / (g + 1)) - Math.log((blue + 1) / (green + 1));
  return Math.hypot(ofRed, ofBlue);
}
