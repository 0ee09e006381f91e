import { clamp } from "./smoothstep.ts";

/** Times brighter or darker that the photo's lamp may make a spot. */
const most = 2;

/**
 * Lights a face partly as the photo is lit: the way light and shade are spread over the photo's face comes along, the
 * target's colour and brightness stay.
 * @param photo and @param light fields of the same size, RGB; `light` is changed
 * @param share 0 leaves the target's light, 1 has the photo's
 */
export function applyPhotoLamp(photo: Float32Array, share: number, light: Float32Array): void {
  if (share === 0) return;
  for (let c = 0; c < 3; c++) {
    let [photoSum, sum] = [1e-6, 1e-6];
    for (let i = c; i < light.length; i += 3) {
      photoSum += photo[i];
      sum += light[i];
    }
    for (let i = c; i < light.length; i += 3) {
      const ratio = ((photo[i] + 1) / photoSum) * (sum / (light[i] + 1));
      light[i] *= clamp(ratio, 1 / most, most) ** share;
    }
  }
}
