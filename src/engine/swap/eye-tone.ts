import type { FaceAtlas } from "./atlas.ts";
import { clamp } from "./smoothstep.ts";
import { applyTone, measureTone } from "./tone.ts";
import type { Tone } from "./tone.ts";

/**
 * How much brighter or darker than the skin around it each eye is, for red, green and blue. A fringe or a brow may
 * shade one eye more than the other.
 */
export interface EyeTone {
  readonly rightEye: Tone;
  readonly leftEye: Tone;
}

/** Beyond these the eyes are narrowed to slits or lit by glasses, and their mean says nothing about their white. */
const dullest = 0.25;
const brightest = 1.2;

/**
 * The white of an eye is much the same on every person, while skin is not: carried over by the ratio of skins, a dark
 * face's eyes would glow on a fair one, and the other way round be dim. So the eyes get a light of their own.
 * @param colours RGB by cell, of a face whose eyes are open
 * @param light its light, on the half-size grid
 */
export function measureEyeTone(
  { grid, regions }: FaceAtlas,
  colours: ArrayLike<number>,
  light: Float32Array,
): EyeTone {
  const { size } = grid;
  const toneWhere = (isIn: (column: number) => boolean): Tone => {
    const cells = grid.cells.filter((cell) => regions.eyeballs[cell] > 0 && isIn(cell % size));
    const [red, green, blue] = measureTone(Array.from(cells), size, colours, light);
    return [sound(red), sound(green), sound(blue)];
  };
  return {
    rightEye: toneWhere((column) => column < size / 2),
    leftEye: toneWhere((column) => column >= size / 2),
  };
}

function sound(share: number): number {
  return clamp(share, dullest, brightest);
}

/** Changes a light field so that it holds the eyes' own light where they are. */
export function applyEyeTone({ grid, regions }: FaceAtlas, eyes: EyeTone, light: Float32Array) {
  const middle = grid.size / 4;
  const toneAt = (column: number) => (column < middle ? eyes.rightEye : eyes.leftEye);
  applyTone(regions.eyeballs, grid.size, toneAt, light);
}
