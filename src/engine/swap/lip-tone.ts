import type { FaceAtlas } from "./atlas.ts";
import { lumaOf } from "./skin.ts";
import { clamp, smoothstep } from "./smoothstep.ts";
import { applyTone, measureTone } from "./tone.ts";
import type { Tone } from "./tone.ts";

/** Differences of two skins, as logarithms of blue over red, from which and up to which the target's lips have a say. */
const unlike = { none: 0.1, full: 0.5 };

/** A tone that asks for more was measured on a black picture or through a hand. */
const mostTint = 2;

/** What is known of a face's lips. */
export interface Lips {
  /** Against the skin around them. */
  readonly tone: Tone;
  /** The mean light around them, RGB. */
  readonly skin: Tone;
}

/**
 * @param colours RGB by cell
 * @param light the face's light, on the half-size grid
 */
export function measureLips(
  { grid, regions }: FaceAtlas,
  colours: ArrayLike<number>,
  light: Float32Array,
): Lips {
  const cells = Array.from(grid.cells.filter((cell) => regions.lips[cell] > 0));
  const tone = measureTone(cells, grid.size, colours, light);
  const mean = [0, 0, 0];
  for (const cell of cells) for (let c = 0; c < 3; c++) mean[c] += colours[cell * 3 + c];
  const skin = (c: number) => mean[c] / cells.length / Math.max(0.01, tone[c]);
  return { tone, skin: [skin(0), skin(1), skin(2)] };
}

/**
 * What to multiply the target's light on the lips with. Carried over by the ratio of two skins, the lips of a brown
 * face turn lilac on a fair one: the more the skins differ, the more the hue of the target's own lips counts, where it
 * is the redder one. How dark the photo's lips are stays.
 * @param colour how colourful the clip is, 0…1: against grey skin any skin is another one
 */
export function tintLips(photo: Lips, target: Lips, colour: number): Tone {
  const hue = ({ skin }: Lips) => Math.log((skin[2] + 1) / (skin[0] + 1));
  const redder = target.tone[0] * photo.tone[2] > photo.tone[0] * target.tone[2];
  const share = redder
    ? colour * smoothstep(unlike.none, unlike.full, Math.abs(hue(photo) - hue(target)))
    : 0;
  const tint = (c: number) =>
    clamp(target.tone[c] / Math.max(0.01, photo.tone[c]), 1 / mostTint, mostTint) ** share;
  const carried = photo.tone.map((tone, c) => tone * target.skin[c]);
  const tinted = carried.map((value, c) => value * tint(c));
  const before = lumaOf(carried[0], carried[1], carried[2]);
  const after = lumaOf(tinted[0], tinted[1], tinted[2]);
  const dimmer = after > 0 ? before / after : 1;
  return [tint(0) * dimmer, tint(1) * dimmer, tint(2) * dimmer];
}

/** Changes a frame's light by the tint of its lips. */
export function applyLipTint({ grid, regions }: FaceAtlas, tint: Tone, light: Float32Array) {
  applyTone(regions.lips, grid.size, () => tint, light);
}
