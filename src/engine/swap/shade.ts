import type { FrameEdit } from "../gif/frame-edit.ts";
import { blankRaster } from "../raster.ts";
import type { Raster } from "../raster.ts";
import { blendParts, blendStride } from "./blend-field.ts";
import type { DetailTexture } from "./detail-texture.ts";
import { spriteSide, reach } from "./iris.ts";
import type { DrawnIris } from "./iris.ts";
import { part } from "./rasterise.ts";
import type { MeshRaster } from "./rasterise.ts";

export interface ShadeInputs {
  readonly frame: Raster;
  readonly mesh: MeshRaster;
  /** For each pixel of the mesh 0 on its outline, rising to 1 inside. */
  readonly inside: Float32Array;
  readonly texture: DetailTexture;
  /** See `createBlendPacker`; `fieldSize` cells along each side. */
  readonly field: Int16Array;
  readonly fieldSize: number;
  /** The right and the left eye's. */
  readonly irises: readonly DrawnIris[];
  /** 0…1 for the whole face. */
  readonly opacity: number;
}

/** Less than this changes no byte of a picture by more than 1. */
const leastAlpha = 0.004;
/** Highlights above this level are compressed towards white, all channels alike, so that the hue stays. */
const knee = 225;
const headroom = 255 - knee;

/**
 * Draws the new face over a frame. Colours are computed one by one in plain variables: without a kernel this is the
 * loop that a swap spends most of its own time in. With one, it does what the kernel leaves.
 * @returns the pixels that changed, or undefined when none did
 */
export function shade(inputs: ShadeInputs): FrameEdit | undefined {
  const { frame, mesh, texture, field, fieldSize, irises, opacity } = inputs;
  const { width, height } = mesh;
  const skin = mesh.kernel?.shadeSkin(inputs);
  // Only now: the kernel's memory may have moved.
  const { parts, values, plane } = mesh.kernel ?? mesh;
  const inside = mesh.kernel?.inside ?? inputs.inside;
  const left = skin?.left;
  const count = left?.length ?? width * height;
  const patch = skin ? { width, height, data: skin.patch.slice() } : blankRaster(width, height);
  const out = patch.data;
  const pixels = frame.data;
  const texels = texture.data;
  const { opening } = texture;
  const fieldRow = fieldSize * blendStride;
  const fieldEnd = fieldSize - 1.001;
  const textureSize = texture.size;
  const textureRow = textureSize * 3;
  const textureEnd = textureSize - 1.001;
  const iris = new Float32Array(4);
  const own = new Float32Array(3);
  /** Where the plane of x begins. */
  const x = plane * 2;
  const perAlpha = opacity / blendParts.alpha;
  const perGain = 1 / blendParts.gain;
  const perLight = 1 / blendParts.light;
  let changed = skin?.changed ?? false;

  for (let k = 0; k < count; k++) {
    const i = left === undefined ? k : left[k];
    const kind = parts[i];
    if (kind === part.none) continue;
    const y = (i / width) | 0;
    const pixel = ((mesh.y + y) * frame.width + mesh.x + i - y * width) * 4;
    if (pixels[pixel + 3] !== 255) continue;
    const u = values[i];
    const v = values[plane + i];

    let fx = u * fieldSize - 0.5;
    let fy = v * fieldSize - 0.5;
    fx = fx < 0 ? 0 : fx > fieldEnd ? fieldEnd : fx;
    fy = fy < 0 ? 0 : fy > fieldEnd ? fieldEnd : fy;
    const cellX = fx | 0;
    const cellY = fy | 0;
    fx -= cellX;
    fy -= cellY;
    const a = cellY * fieldRow + cellX * blendStride;
    const b = a + blendStride;
    const c = a + fieldRow;
    const d = c + blendStride;
    const wb = fx * (1 - fy);
    const wc = (1 - fx) * fy;
    const wd = fx * fy;
    const wa = 1 - wb - wc - wd;
    const alpha =
      (field[a + 3] * wa + field[b + 3] * wb + field[c + 3] * wc + field[d + 3] * wd) *
      inside[i] *
      perAlpha;
    if (alpha < leastAlpha) continue;

    let ownShare = field[a + 7] * wa + field[b + 7] * wb + field[c + 7] * wc + field[d + 7] * wd;
    ownShare /= blendParts.alpha;
    const mouthShare = mouthAround(parts, i, width, kind, u, v);
    if (mouthShare > ownShare) ownShare = mouthShare;

    let red = 0;
    let green = 0;
    let blue = 0;
    if (ownShare < 1) {
      let tx = u * textureSize - 0.5;
      let ty = v * textureSize - 0.5;
      tx = tx < 0 ? 0 : tx > textureEnd ? textureEnd : tx;
      ty = ty < 0 ? 0 : ty > textureEnd ? textureEnd : ty;
      const texelX = tx | 0;
      const texelY = ty | 0;
      tx -= texelX;
      ty -= texelY;
      const t = texelY * textureRow + texelX * 3;
      const s = t + textureRow;
      const vb = tx * (1 - ty);
      const vc = (1 - tx) * ty;
      const vd = tx * ty;
      const va = 1 - vb - vc - vd;
      red = texels[t] * va + texels[t + 3] * vb + texels[s] * vc + texels[s + 3] * vd;
      green = texels[t + 1] * va + texels[t + 4] * vb + texels[s + 1] * vc + texels[s + 4] * vd;
      blue = texels[t + 2] * va + texels[t + 5] * vb + texels[s + 2] * vc + texels[s + 5] * vd;
      if (kind > part.mouth) {
        readIris(irises[kind - part.rightEye], values[x + i], values[x + plane + i], iris);
        const p = t / 3;
        const q = s / 3;
        const share =
          iris[3] * (opening[p] * va + opening[p + 1] * vb + opening[q] * vc + opening[q + 1] * vd);
        red += (iris[0] - red) * share;
        green += (iris[1] - green) * share;
        blue += (iris[2] - blue) * share;
      }
      red *= (field[a] * wa + field[b] * wb + field[c] * wc + field[d] * wd) * perGain;
      red +=
        (field[a + 4] * wa + field[b + 4] * wb + field[c + 4] * wc + field[d + 4] * wd) * perLight;
      green *=
        (field[a + 1] * wa + field[b + 1] * wb + field[c + 1] * wc + field[d + 1] * wd) * perGain;
      green +=
        (field[a + 5] * wa + field[b + 5] * wb + field[c + 5] * wc + field[d + 5] * wd) * perLight;
      blue *=
        (field[a + 2] * wa + field[b + 2] * wb + field[c + 2] * wc + field[d + 2] * wd) * perGain;
      blue +=
        (field[a + 6] * wa + field[b + 6] * wb + field[c + 6] * wc + field[d + 6] * wd) * perLight;
      red = red < 0 ? 0 : red;
      green = green < 0 ? 0 : green;
      blue = blue < 0 ? 0 : blue;
      const brightest = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
      if (brightest > knee) {
        const scale = highlightScale(brightest);
        red *= scale;
        green *= scale;
        blue *= scale;
      }
    }
    if (ownShare > 0.001) {
      readFrame(frame, values[x + i] - 0.5, values[x + plane + i] - 0.5, own);
      red += (own[0] - red) * ownShare;
      green += (own[1] - green) * ownShare;
      blue += (own[2] - blue) * ownShare;
    }

    const p = i * 4;
    out[p] = pixels[pixel] + (red - pixels[pixel]) * alpha + 0.5;
    out[p + 1] = pixels[pixel + 1] + (green - pixels[pixel + 1]) * alpha + 0.5;
    out[p + 2] = pixels[pixel + 2] + (blue - pixels[pixel + 2]) * alpha + 0.5;
    if (
      out[p] === pixels[pixel] &&
      out[p + 1] === pixels[pixel + 1] &&
      out[p + 2] === pixels[pixel + 2]
    ) {
      continue;
    }
    out[p + 3] = 255;
    changed = true;
  }
  return changed ? { x: mesh.x, y: mesh.y, patch } : undefined;
}

/** What to multiply a colour with, so that its brightest channel approaches 255 and never passes it. */
export function highlightScale(brightest: number): number {
  if (brightest <= knee) return 1;
  return (knee + headroom * (1 - Math.exp((knee - brightest) / headroom))) / brightest;
}

/** Width of a straight ramp with the deviation of a Gaussian. */
const rampOfBlur = Math.sqrt(12);

/** Writes RGB detail and the iris's share, 0…1, at a place of the target's frame. */
function readIris(
  { ellipse, sprite, blur }: DrawnIris,
  x: number,
  y: number,
  out: Float32Array,
): void {
  const dx = x - ellipse.x;
  const dy = y - ellipse.y;
  const right = ellipse.xx * dx + ellipse.xy * dy;
  const down = ellipse.yx * dx + ellipse.yy * dy;
  const away = Math.sqrt(right * right + down * down);
  // The rim is as soft as a pixel, or as the clip.
  const soft = Math.max(0.12, (0.6 + rampOfBlur * blur) / ellipse.radius);
  const share = (1 + soft / 2 - away) / soft;
  out[3] = share < 0 ? 0 : share > 1 ? 1 : share;
  if (share <= 0) return;
  const end = spriteSide - 1.001;
  let fx = (right / reach + 1) * 0.5 * spriteSide - 0.5;
  let fy = (down / reach + 1) * 0.5 * spriteSide - 0.5;
  fx = fx < 0 ? 0 : fx > end ? end : fx;
  fy = fy < 0 ? 0 : fy > end ? end : fy;
  const x0 = fx | 0;
  const y0 = fy | 0;
  fx -= x0;
  fy -= y0;
  const p = (y0 * spriteSide + x0) * 3;
  const q = p + spriteSide * 3;
  for (let c = 0; c < 3; c++) {
    const upper = sprite.data[p + c] + (sprite.data[p + 3 + c] - sprite.data[p + c]) * fx;
    const lower = sprite.data[q + c] + (sprite.data[q + 3 + c] - sprite.data[q + c]) * fx;
    out[c] = upper + (lower - upper) * fy;
  }
}

/** The share of mouth in a pixel and its eight neighbours; looked for only around the lips. */
function mouthAround(
  parts: Uint8Array,
  i: number,
  width: number,
  kind: number,
  u: number,
  v: number,
): number {
  if (kind > part.mouth || v < 0.55 || v > 0.8 || u < 0.3 || u > 0.7) return 0;
  let count = 0;
  for (let row = i - width; row <= i + width; row += width) {
    for (let at = row - 1; at <= row + 1; at++) if (parts[at] === part.mouth) count++;
  }
  return count / 9;
}

/** The frame's colour at a place between pixel centres; its border pixels continue outwards. */
function readFrame(frame: Raster, x: number, y: number, out: Float32Array): void {
  const { width, height, data } = frame;
  const cx = x < 0 ? 0 : x > width - 1 ? width - 1 : x;
  const cy = y < 0 ? 0 : y > height - 1 ? height - 1 : y;
  const x0 = cx | 0;
  const y0 = cy | 0;
  const fx = cx - x0;
  const fy = cy - y0;
  const p = (y0 * width + x0) * 4;
  const right = x0 + 1 < width ? 4 : 0;
  const below = y0 + 1 < height ? p + width * 4 : p;
  for (let c = 0; c < 3; c++) {
    const upper = data[p + c] + (data[p + right + c] - data[p + c]) * fx;
    const lower = data[below + c] + (data[below + right + c] - data[below + c]) * fx;
    out[c] = upper + (lower - upper) * fy;
  }
}
