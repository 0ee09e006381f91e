import type { Landmarks } from "../face/landmarks.ts";
import type { FaceAtlas } from "./atlas.ts";
import { shareOfGrain } from "./calm-grain.ts";
import { blurBy } from "./clip-blur.ts";
import { createDetailTexture } from "./detail-texture.ts";
import type { DetailStyle, DetailTexture } from "./detail-texture.ts";
import { unrolledWidth } from "./photo.ts";
import type { FacePhoto } from "./photo.ts";
import { between, clamp, smoothstep } from "./smoothstep.ts";

/**
 * Texels for each pixel of the drawn face, by the pixels that it spans unrolled. With fewer, bilinear reading blurs it,
 * which a small face cannot afford; with more, a large one shows the photo's grain and flickers.
 */
const fineness = { small: 1.8, large: 1.4 };
const span = { small: 100, large: 180 };
const smallest = 64;
const largest = 1024;
/** Of the smallest one each pixel of a face of twenty would skip some texels; a step of √2 less would blur it. */
const tiny = { below: 55, size: 48 };

/** Textures in steps of √2, each made when a face of its size is first drawn. */
export function createTextures(atlas: FaceAtlas, photo: FacePhoto, style: DetailStyle) {
  const made = new Map<number, DetailTexture>();
  const grain = shareOfGrain(atlas, photo);
  return {
    forFace(landmarks: Landmarks): DetailTexture {
      const width = unrolledWidth(landmarks);
      const large = smoothstep(span.small, span.large, width);
      const wanted = width * between(fineness.small, fineness.large, large);
      const step = Math.round(Math.log2(clamp(wanted, smallest, largest) / smallest) * 2);
      const size =
        wanted < tiny.below ? tiny.size : Math.round((smallest / 2) * 2 ** (step / 2)) * 2;
      const known = made.get(size);
      if (known !== undefined) return known;
      const texture = createDetailTexture(atlas, photo, size, style, grain);
      blurTexture(texture, (style.blur * size) / width);
      made.set(size, texture);
      return texture;
    },
  };
}

/** @param deviation of the Gaussian, in texels */
function blurTexture({ data, opening, size }: DetailTexture, deviation: number): void {
  blurBy(data, { width: size, height: size, channels: 3 }, deviation);
  blurBy(opening, { width: size, height: size, channels: 1 }, deviation);
}
