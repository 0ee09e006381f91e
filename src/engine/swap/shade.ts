import type { FrameEdit } from "../gif/frame-edit.ts";
import { blankRaster } from "../raster.ts";
import type { Raster } from "../raster.ts";
import { blendStride } from "./blend-field.ts";
import type { DetailTexture } from "./detail-texture.ts";
import type { GazeWarp } from "./gaze-warp.ts";
import { part, rasterStride } from "./rasterise.ts";
import type { MeshRaster } from "./rasterise.ts";
import type { SoftEdges } from "./soft-edges.ts";

export interface ShadeInputs {
  readonly frame: Raster;
  readonly mesh: MeshRaster;
  readonly edges: SoftEdges;
  readonly texture: DetailTexture;
  /** See `packBlendField`; `fieldSize` cells along each side. */
  readonly field: Float32Array;
  readonly fieldSize: number;
  /** The right and the left eye's. */
  readonly gaze: readonly GazeWarp[];
  /** 0…1 for the whole face. */
  readonly opacity: number;
}

/** Less than this changes no byte of a picture by more than 1. */
const leastAlpha = 0.004;
/** Highlights above this level are compressed towards white, all channels alike, so that the hue stays. */
const knee = 225;
const headroom = 255 - knee;

/**
 * Draws the new face over a frame.
 * @returns the pixels that changed, or undefined when none did
 */
export function shade(inputs: ShadeInputs): FrameEdit | undefined {
  const { frame, mesh, edges, texture, field, fieldSize, gaze, opacity } = inputs;
  const { width, height, values, parts } = mesh;
  const patch = blankRaster(width, height);
  const texels = texture.data;
  const fieldRow = fieldSize * blendStride;
  const textureRow = texture.size * 3;
  const colour = new Float32Array(3);
  const own = new Float32Array(3);
  const place = new Float32Array(2);
  let changed = 0;

  for (let y = 0, i = 0; y < height; y++) {
    let pixel = ((mesh.y + y) * frame.width + mesh.x) * 4;
    for (let x = 0; x < width; x++, i++, pixel += 4) {
      if (parts[i] === part.none || frame.data[pixel + 3] !== 255) continue;
      const o = i * rasterStride;
      let u = values[o];
      let v = values[o + 1];

      let fx = u * fieldSize - 0.5;
      let fy = v * fieldSize - 0.5;
      fx = fx < 0 ? 0 : fx > fieldSize - 1.001 ? fieldSize - 1.001 : fx;
      fy = fy < 0 ? 0 : fy > fieldSize - 1.001 ? fieldSize - 1.001 : fy;
      let x0 = fx | 0;
      let y0 = fy | 0;
      fx -= x0;
      fy -= y0;
      const f00 = y0 * fieldRow + x0 * blendStride;
      const f01 = f00 + blendStride;
      const f10 = f00 + fieldRow;
      const f11 = f10 + blendStride;
      let w00 = (1 - fx) * (1 - fy);
      let w01 = fx * (1 - fy);
      let w10 = (1 - fx) * fy;
      let w11 = fx * fy;
      const alpha =
        (field[f00] * w00 + field[f01] * w01 + field[f10] * w10 + field[f11] * w11) *
        edges.inside[i] *
        opacity;
      if (alpha < leastAlpha) continue;

      let ownShare =
        field[f00 + 1] * w00 + field[f01 + 1] * w01 + field[f10 + 1] * w10 + field[f11 + 1] * w11;
      if (edges.mouth[i] > ownShare) ownShare = edges.mouth[i];

      for (let c = 0; c < 3; c++) {
        const g = c + 2;
        const l = c + 5;
        own[c] =
          field[f00 + g] * w00 + field[f01 + g] * w01 + field[f10 + g] * w10 + field[f11 + g] * w11;
        colour[c] =
          field[f00 + l] * w00 + field[f01 + l] * w01 + field[f10 + l] * w10 + field[f11 + l] * w11;
      }

      if (parts[i] > part.mouth) {
        gaze[parts[i] - part.rightEye](u, v, place);
        u = place[0];
        v = place[1];
      }
      let tx = u * texture.size - 0.5;
      let ty = v * texture.size - 0.5;
      tx = tx < 0 ? 0 : tx > texture.size - 1.001 ? texture.size - 1.001 : tx;
      ty = ty < 0 ? 0 : ty > texture.size - 1.001 ? texture.size - 1.001 : ty;
      x0 = tx | 0;
      y0 = ty | 0;
      tx -= x0;
      ty -= y0;
      w00 = (1 - tx) * (1 - ty);
      w01 = tx * (1 - ty);
      w10 = (1 - tx) * ty;
      w11 = tx * ty;
      const t = y0 * textureRow + x0 * 3;
      const below = t + textureRow;
      let brightest = 0;
      for (let c = 0; c < 3; c++) {
        const detail =
          texels[t + c] * w00 +
          texels[t + 3 + c] * w01 +
          texels[below + c] * w10 +
          texels[below + 3 + c] * w11;
        const value = colour[c] + own[c] * detail;
        colour[c] = value < 0 ? 0 : value;
        if (value > brightest) brightest = value;
      }
      if (brightest > knee) compressHighlight(colour, brightest);
      if (ownShare > 0.001) {
        readFrame(frame, values[o + 2] - 0.5, values[o + 3] - 0.5, own);
        for (let c = 0; c < 3; c++) colour[c] += (own[c] - colour[c]) * ownShare;
      }

      const p = i * 4;
      for (let c = 0; c < 3; c++) {
        const before = frame.data[pixel + c];
        patch.data[p + c] = before + (colour[c] - before) * alpha + 0.5;
      }
      patch.data[p + 3] = 255;
      changed++;
    }
  }
  return changed === 0 ? undefined : { x: mesh.x, y: mesh.y, patch };
}

/** Scales a colour so that its brightest channel approaches 255 and never passes it. */
export function compressHighlight(colour: Float32Array, brightest: number): void {
  const compressed = knee + headroom * (1 - Math.exp((knee - brightest) / headroom));
  const scale = compressed / brightest;
  for (let c = 0; c < 3; c++) colour[c] *= scale;
}

/** The frame's colour at a place between pixel centres; its border pixels continue outwards. */
function readFrame(frame: Raster, x: number, y: number, out: Float32Array): void {
  const { width, height, data } = frame;
  const cx = x < 0 ? 0 : x > width - 1.001 ? width - 1.001 : x;
  const cy = y < 0 ? 0 : y > height - 1.001 ? height - 1.001 : y;
  const x0 = cx | 0;
  const y0 = cy | 0;
  const fx = cx - x0;
  const fy = cy - y0;
  const p = (y0 * width + x0) * 4;
  const below = p + width * 4;
  for (let c = 0; c < 3; c++) {
    const upper = data[p + c] + (data[p + 4 + c] - data[p + c]) * fx;
    const lower = data[below + c] + (data[below + 4 + c] - data[below + c]) * fx;
    out[c] = upper + (lower - upper) * fy;
  }
}
