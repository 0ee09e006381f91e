import type { FaceAtlas } from "./atlas.ts";
import { lightAt } from "./light-field.ts";
import { clamp } from "./smoothstep.ts";

type Tone = readonly [red: number, green: number, blue: number];

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
    const eye = [0, 0, 0];
    const skin = [0, 0, 0];
    for (const cell of grid.cells) {
      if (regions.eyeballs[cell] === 0 || !isIn(cell % size)) continue;
      const x = ((cell % size) - 0.5) / 2;
      const y = (Math.floor(cell / size) - 0.5) / 2;
      for (let c = 0; c < 3; c++) {
        eye[c] += colours[cell * 3 + c];
        skin[c] += lightAt(light, size / 2, x, y, c);
      }
    }
    const tone = (c: number) => clamp(eye[c] / Math.max(1, skin[c]), dullest, brightest);
    return [tone(0), tone(1), tone(2)];
  };
  return {
    rightEye: toneWhere((column) => column < size / 2),
    leftEye: toneWhere((column) => column >= size / 2),
  };
}

/** Changes a light field so that it holds the eyes' own light where they are. */
export function applyEyeTone({ grid, regions }: FaceAtlas, eyes: EyeTone, light: Float32Array) {
  const { size } = grid;
  const half = size / 2;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const p = y * 2 * size + x * 2;
      const mask = regions.eyeballs;
      const share = (mask[p] + mask[p + 1] + mask[p + size] + mask[p + size + 1]) / 4;
      if (share === 0) continue;
      const tone = x < half / 2 ? eyes.rightEye : eyes.leftEye;
      const o = (y * half + x) * 3;
      for (let c = 0; c < 3; c++) light[o + c] *= 1 + (tone[c] - 1) * share;
    }
  }
}
