import { lightFloor } from "./contrast.ts";
import { lightAt } from "./light-field.ts";
import { lumaOf } from "./skin.ts";

/** Values a cell in a blend field: alpha, own, gain R G B, light R G B. */
export const blendStride = 8;

/** A photo's shadow may be far darker than the target's light; beyond this its noise would be all one sees. */
const mostGain = 3;
/** In a light below this, detail is dim as well: the floor that keeps a photo's shadow from being divided by sinks. */
const fullFloor = 64;

export interface BlendInputs {
  /** By cell, 0…1: how much of the new face shows. */
  readonly alpha: Float32Array;
  /** By cell, 0…1: how much of it is the target's own picture all the same (closed eyes). */
  readonly own: Float32Array;
  /** The frame's and the photo's light on the half-size grid. */
  readonly targetLight: Float32Array;
  readonly photoLight: Float32Array;
  /** 0 carries the photo's detail over alike in all channels, as a black-and-white clip needs it; 1 (the default) each by itself. */
  readonly colour?: number;
}

/**
 * Packs all that a pixel needs to know about its cell side by side, on the full grid: a pixel becomes
 * light + gain × detail, where gain carries the photo's detail over to the target's brightness, channel by channel.
 */
export function packBlendField(inputs: BlendInputs, size: number, out: Float32Array): void {
  const half = size / 2;
  const { colour = 1 } = inputs;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const cell = y * size + x;
      const o = cell * blendStride;
      out[o] = inputs.alpha[cell];
      out[o + 1] = inputs.own[cell];
      const hx = (x - 0.5) / 2;
      const hy = (y - 0.5) / 2;
      for (let c = 0; c < 3; c++) out[o + 5 + c] = lightAt(inputs.targetLight, half, hx, hy, c);
      const brightness = lumaOf(out[o + 5], out[o + 6], out[o + 7]);
      const floor = lightFloor * Math.min(1, brightness / fullFloor);
      let all = 0;
      for (let c = 0; c < 3; c++) {
        const photo = lightAt(inputs.photoLight, half, hx, hy, c);
        out[o + 2 + c] = Math.min(mostGain, (out[o + 5 + c] + floor) / (photo + lightFloor));
        all += out[o + 2 + c] / 3;
      }
      if (colour === 1) continue;
      for (let c = o + 2; c < o + 5; c++) out[c] = all + (out[c] - all) * colour;
    }
  }
}
