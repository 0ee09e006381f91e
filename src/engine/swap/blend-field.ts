import { lightFloor } from "./light-field.ts";
import { lumaOf } from "./skin.ts";

/**
 * Values a cell in a blend field: gain R G B, alpha, light R G B, own. Eight numbers of sixteen bits are one vector; what
 * they are parts of is `blendParts`.
 */
export const blendStride = 8;
/** Gains reach 3; light beyond 1023 is as white as light can be. */
export const blendParts = { gain: 8192, alpha: 16_384, light: 32 };
const mostLight = 32_766 / blendParts.light;

/** A photo's shadow may be far darker than the target's light; beyond this its noise would be all one sees. */
const mostGain = 3;
/** In a light below this, detail is dim as well: the floor that keeps a photo's shadow from being divided by sinks. */
const fullFloor = 64;

export interface BlendInputs {
  /** By cell, 0…1: how much of the new face shows. */
  readonly alpha: Float32Array;
  /** By cell, 0…1: how much of it is the target's own picture all the same (closed eyes). */
  readonly own: Float32Array;
  /** The frame's light on the half-size grid. */
  readonly targetLight: Float32Array;
}

/**
 * Packs all that a pixel needs to know about its cell side by side, on the full grid: a pixel becomes
 * light + gain × detail, where gain carries the photo's detail over to the target's brightness, channel by channel.
 * @param photoLight the photo's light on the half-size grid
 * @param size cells along each side of the full grid
 * @param colour 0 carries the photo's detail over in the hue of the target's light, as a black-and-white or sepia clip
 * needs it; 1 each channel by itself
 * @param contrast what all detail is multiplied with, see `measureContrast`
 */
export function createBlendPacker(
  photoLight: Float32Array,
  size: number,
  { colour, contrast }: { readonly colour: number; readonly contrast: number },
) {
  const perLight = perPhotoLight(photoLight, size, contrast);
  const light = new Float32Array(size * size * 3);
  const parts = blendParts;

  return function packBlendField({ alpha, own, targetLight }: BlendInputs, out: Int16Array): void {
    spreadLight(targetLight, size, light);
    for (let cell = 0; cell < alpha.length; cell++) {
      const o = cell * blendStride;
      const i = cell * 3;
      const red = light[i];
      const green = light[i + 1];
      const blue = light[i + 2];
      // Written out as all of this: it runs for every cell of every frame.
      const brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
      const floor = brightness < fullFloor ? (lightFloor * brightness) / fullFloor : lightFloor;
      const per = cell * 4;
      let gainRed = (red + floor) * perLight[per];
      let gainGreen = (green + floor) * perLight[per + 1];
      let gainBlue = (blue + floor) * perLight[per + 2];
      gainRed = gainRed < mostGain ? gainRed : mostGain;
      gainGreen = gainGreen < mostGain ? gainGreen : mostGain;
      gainBlue = gainBlue < mostGain ? gainBlue : mostGain;
      if (colour < 1) {
        const brightest = Math.max(red, green, blue) + floor;
        const toned = Math.min(perLight[per + 3], mostGain / brightest);
        gainRed = (red + floor) * toned * (1 - colour) + gainRed * colour;
        gainGreen = (green + floor) * toned * (1 - colour) + gainGreen * colour;
        gainBlue = (blue + floor) * toned * (1 - colour) + gainBlue * colour;
      }
      out[o] = gainRed * parts.gain + 0.5;
      out[o + 1] = gainGreen * parts.gain + 0.5;
      out[o + 2] = gainBlue * parts.gain + 0.5;
      out[o + 3] = alpha[cell] * parts.alpha + 0.5;
      out[o + 4] = (red < mostLight ? red : mostLight) * parts.light + 0.5;
      out[o + 5] = (green < mostLight ? green : mostLight) * parts.light + 0.5;
      out[o + 6] = (blue < mostLight ? blue : mostLight) * parts.light + 0.5;
      out[o + 7] = own[cell] * parts.alpha + 0.5;
    }
  };
}

/** `contrast` over a photo's light by cell of the full grid: red, green, blue and luma. */
export function perPhotoLight(
  photoLight: Float32Array,
  size: number,
  contrast: number,
): Float32Array {
  const light = new Float32Array(size * size * 3);
  spreadLight(photoLight, size, light);
  const perLight = new Float32Array(size * size * 4);
  for (let from = 0, to = 0; from < light.length; from += 3, to += 4) {
    const red = light[from];
    const green = light[from + 1];
    const blue = light[from + 2];
    perLight[to] = contrast / (red + lightFloor);
    perLight[to + 1] = contrast / (green + lightFloor);
    perLight[to + 2] = contrast / (blue + lightFloor);
    perLight[to + 3] = contrast / (lumaOf(red, green, blue) + lightFloor);
  }
  return perLight;
}

/** A light field on the full grid: bilinear, where a cell's centre lies a quarter from that of the nearest coarse one. */
function spreadLight(light: Float32Array, size: number, out: Float32Array): void {
  const half = size / 2;
  const stride = half * 3;
  const row = new Float32Array(stride);
  for (let y = 0; y < size; y++) {
    const near = (y >> 1) * stride;
    const far = Math.min(half - 1, Math.max(0, (y >> 1) + (y % 2 === 0 ? -1 : 1))) * stride;
    for (let i = 0; i < stride; i++) row[i] = light[near + i] * 0.75 + light[far + i] * 0.25;
    for (let x = 0, to = y * size * 3; x < half; x++, to += 6) {
      const here = x * 3;
      const left = x > 0 ? here - 3 : here;
      const right = x < half - 1 ? here + 3 : here;
      const red = row[here] * 0.75;
      const green = row[here + 1] * 0.75;
      const blue = row[here + 2] * 0.75;
      out[to] = red + row[left] * 0.25;
      out[to + 1] = green + row[left + 1] * 0.25;
      out[to + 2] = blue + row[left + 2] * 0.25;
      out[to + 3] = red + row[right] * 0.25;
      out[to + 4] = green + row[right + 1] * 0.25;
      out[to + 5] = blue + row[right + 2] * 0.25;
    }
  }
}
