import type { FaceAtlas } from "./atlas.ts";
import { boxBlur } from "./box-blur.ts";
import { dilate } from "./dilate.ts";
import { lightFloor } from "./light-field.ts";
import { clamp, smoothstep } from "./smoothstep.ts";
import { mirrored } from "./uv-grid.ts";

/** What one half of a photo's face shows in the place of the other. */
export interface MirrorFill {
  /** By cell, 0…1: how much of the mirrored half shows there. */
  readonly share: Float32Array;
  /** See `measureUnevenness`. */
  readonly unevenness: Float32Array;
}

/**
 * In cells: beside a strand of hair lies its shade, and half of it. In the right light the other half of the face may
 * begin well before it, without a seam.
 */
const margin = 3;
/** How many times as bright the light on one side of a face may be as on the other; a guess beyond that is none. */
const mostUneven = 2.5;

/** By cell, 0…1: where the other half of the face is seen much better, never in the middle; undefined when nowhere. */
export function mapMirror(seen: Float32Array, size: number): Float32Array | undefined {
  const better = new Float32Array(size * size);
  for (let cell = 0; cell < better.length; cell++) {
    better[cell] = smoothstep(0.25, 0.55, seen[mirrored(cell, size)] - seen[cell]);
  }
  const share = dilate(better, size, margin);
  boxBlur(share, { width: size, height: size, channels: 1 }, 2, 2);
  for (let cell = 0; cell < share.length; cell++) {
    share[cell] *= smoothstep(0.04, 0.12, Math.abs(((cell % size) + 0.5) / size - 0.5));
  }
  return share.some((value) => value > 0.02) ? share : undefined;
}

/** @param share see `mapMirror` */
export function blendWithMirror(
  map: Float32Array,
  share: Float32Array,
  size: number,
  channels: number,
): Float32Array {
  const out = new Float32Array(map.length);
  for (let cell = 0; cell < share.length; cell++) {
    const here = cell * channels;
    const there = mirrored(cell, size) * channels;
    for (let c = 0; c < channels; c++) {
      out[here + c] = map[here + c] + (map[there + c] - map[here + c]) * share[cell];
    }
  }
  return out;
}

/**
 * What to multiply the other half's colours with, so that they lie in the light of the place that they are to fill: the
 * dark side of a face would be a stain on its bright one. RGB on the half-size grid.
 * @param colours RGB by cell, as the photo has them
 * @param skin by cell, 0…1: how far it is seen, and skin
 */
export function measureUnevenness(
  { grid, measureLight }: FaceAtlas,
  colours: Float32Array,
  skin: Float32Array,
): Float32Array {
  const half = grid.size / 2;
  const light = new Float32Array(half * half * 3);
  measureLight(skin, colours, new Float32Array(skin.length), light);
  return light.map((value, i) => {
    const channel = i % 3;
    const across = light[mirrored((i - channel) / 3, half) * 3 + channel];
    return clamp((value + lightFloor) / (across + lightFloor), 1 / mostUneven, mostUneven);
  });
}
