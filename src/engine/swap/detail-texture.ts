import type { Landmarks } from "../face/landmarks.ts";
import type { FaceAtlas } from "./atlas.ts";
import { lightFloor } from "./contrast.ts";
import { lightAt } from "./light-field.ts";
import { levelForCells, unrolledWidth } from "./photo.ts";
import type { FacePhoto } from "./photo.ts";
import { sampleUv } from "./sample-uv.ts";
import { lumaOf } from "./skin.ts";
import { clamp, smoothstep } from "./smoothstep.ts";
import { createUvGrid } from "./uv-grid.ts";

/** The photo's face unrolled, its light taken out: what remains is added to the target's light. */
export interface DetailTexture {
  readonly size: number;
  /** size² × RGB, grey levels above or below the photo's light; 0 off the face. */
  readonly data: Float32Array;
}

/** Blotches are told from light less surely than wrinkles are, so that colour detail is held back a little. */
const colourShare = 0.8;

/** Detail of skin never exceeds these shares of its light: glare and deep folds belong to the photo's lamp. */
const highlightLimit = 0.15;
const shadowLimit = 0.5;

/**
 * @param size texels along each side; best a little above the pixels that the face will span
 * @param skinContrast what the detail of skin is multiplied with; eyes, brows and lips keep theirs
 */
export function createDetailTexture(
  atlas: FaceAtlas,
  photo: FacePhoto,
  size: number,
  skinContrast: number,
): DetailTexture {
  const grid = createUvGrid(atlas.mesh, size);
  const colours = new Float32Array(size * size * 3);
  sampleUv(grid, levelForCells(photo.pyramid, photo.landmarks, size), photo.landmarks, colours);

  const data = new Float32Array(size * size * 3);
  const coarse = atlas.grid.size;
  const half = coarse / 2;
  const light = new Float32Array(3);
  const detail = new Float32Array(3);
  for (const cell of grid.cells) {
    const x = cell % size;
    const u = (x + 0.5) / size;
    const v = (Math.floor(cell / size) + 0.5) / size;
    const mirror = photo.mirror === undefined ? 0 : readMap(photo.mirror, coarse, u, v);
    const here = cell * 3;
    const there = (cell - x + size - 1 - x) * 3;
    for (let c = 0; c < 3; c++) {
      const colour = colours[here + c] + (colours[there + c] - colours[here + c]) * mirror;
      light[c] = lightAt(photo.light, half, u * half - 0.5, v * half - 0.5, c);
      detail[c] = colour - light[c];
    }
    const lightLuma = lumaOf(light[0], light[1], light[2]);
    const feature = readMap(atlas.regions.features, coarse, u, v);
    const contrast = skinContrast + (1 - skinContrast) * feature;
    const luma = lumaOf(detail[0], detail[1], detail[2]);
    const limit = (luma > 0 ? highlightLimit : shadowLimit) * (lightLuma + lightFloor);
    const calm = luma === 0 ? 1 : (limit / luma) * Math.tanh(luma / limit);
    const seen = smoothstep(0.5, 0.95, readMap(photo.keep, coarse, u, v));
    const scale = contrast * (calm * seen + (1 - calm * seen) * feature);
    for (let c = 0; c < 3; c++) {
      data[here + c] = scale * (luma + colourShare * (detail[c] - luma));
    }
  }
  return { size, data };
}

/** Texels for each pixel of the drawn face: bilinear reading loses no detail of it and skips none. */
const texelsPerPixel = 1.4;
const smallest = 64;
const largest = 1024;

/** Textures in steps of √2, each made when a face of its size is first drawn. */
export function createTextures(atlas: FaceAtlas, photo: FacePhoto, skinContrast: number) {
  const made = new Map<number, DetailTexture>();
  return {
    forFace(landmarks: Landmarks): DetailTexture {
      const wanted = unrolledWidth(landmarks) * texelsPerPixel;
      const step = Math.round(Math.log2(clamp(wanted, smallest, largest) / smallest) * 2);
      const size = Math.round((smallest / 2) * 2 ** (step / 2)) * 2;
      const texture = made.get(size) ?? createDetailTexture(atlas, photo, size, skinContrast);
      made.set(size, texture);
      return texture;
    },
  };
}

/** A map of the atlas's grid at (u, v), bilinearly. */
function readMap(map: Float32Array, size: number, u: number, v: number): number {
  const x = Math.min(size - 1.001, Math.max(0, u * size - 0.5));
  const y = Math.min(size - 1.001, Math.max(0, v * size - 0.5));
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const p = y0 * size + x0;
  const upper = map[p] + (map[p + 1] - map[p]) * (x - x0);
  const lower = map[p + size] + (map[p + size + 1] - map[p + size]) * (x - x0);
  return upper + (lower - upper) * (y - y0);
}
