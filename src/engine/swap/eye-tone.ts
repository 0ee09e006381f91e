import type { FaceAtlas } from "./atlas.ts";
import { lumaAt } from "./skin.ts";
import { clamp } from "./smoothstep.ts";
import { applyTone, measureTone } from "./tone.ts";
import type { Tone } from "./tone.ts";

/**
 * How much brighter or darker than the skin around it the white of each eye is, for red, green and blue. A fringe or a
 * brow may shade one eye more than the other.
 */
export interface EyeTone {
  readonly rightEye: Tone;
  readonly leftEye: Tone;
}

/** Beyond these, what was measured is lashes or a reflection in glasses. White on the darkest skin is 2.5 times as light. */
const dullest = 0.25;
const brightest = 2.5;

/** From the darkest to the brightest cell of an eye, the white is between these shares: above are the glints. */
const white = { from: 0.78, to: 0.97 };
/** Of a clip's pictures, one a quarter from the whitest: in others the iris or a lid is where the white would be. */
const whitest = 0.75;

/**
 * The white of an eye is much the same on every person, while skin is not: carried over by the ratio of skins, a dark
 * face's eyes would glow on a fair one, and the other way round be dim. So the eyes get a light of their own, in which
 * the photo's white becomes the target's, however large either iris is.
 * @param views the same face's colours, RGB by cell; at least one
 * @param light its light while its eyes are open, on the half-size grid
 */
export function measureEyeTone(
  { grid, regions }: FaceAtlas,
  views: readonly ArrayLike<number>[],
  light: Float32Array,
): EyeTone {
  const { size } = grid;
  const eyeballs = Array.from(grid.cells).filter((cell) => regions.eyeballs[cell] > 0);
  const toneOf = (cells: readonly number[]): Tone => {
    const tones = views.map((colours) =>
      measureTone(whiteOf(cells, colours), size, colours, light),
    );
    const channel = (c: number) => {
      const sorted = tones.map((tone) => tone[c]).toSorted((a, b) => a - b);
      return clamp(sorted[Math.floor((sorted.length - 1) * whitest)], dullest, brightest);
    };
    return [channel(0), channel(1), channel(2)];
  };
  return {
    rightEye: toneOf(eyeballs.filter((cell) => cell % size < size / 2)),
    leftEye: toneOf(eyeballs.filter((cell) => cell % size >= size / 2)),
  };
}

function whiteOf(cells: readonly number[], colours: ArrayLike<number>): number[] {
  const ranked = cells
    .map((cell) => ({ cell, luma: lumaAt(colours, cell) }))
    .toSorted((a, b) => a.luma - b.luma);
  return ranked
    .slice(Math.floor(ranked.length * white.from), Math.ceil(ranked.length * white.to))
    .map(({ cell }) => cell);
}

/** Changes a light field so that it holds the eyes' own light where they are. */
export function applyEyeTone({ grid, regions }: FaceAtlas, eyes: EyeTone, light: Float32Array) {
  const middle = grid.size / 4;
  const toneAt = (column: number) => (column < middle ? eyes.rightEye : eyes.leftEye);
  applyTone(regions.eyeballs, grid.size, toneAt, light);
}
