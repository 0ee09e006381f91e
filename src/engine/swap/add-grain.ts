import type { FrameEdit } from "../gif/frame-edit.ts";
import type { Raster } from "../raster.ts";
import { boxBlur } from "./box-blur.ts";
import { blendParts, blendStride } from "./blend-field.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { part } from "./rasterise.ts";
import type { MeshRaster } from "./rasterise.ts";
import { smoothstep } from "./smoothstep.ts";

/**
 * Grey levels of grain, see `measureGrain`. Skin with pores, beards and dither of 256 colours measures 1 to 7.9, of
 * sixteen 8.4; noise that the eye sees as such 15 and more.
 */
const grainy = { none: 9, full: 13 };
/** Pixels around one whose mean its grain is measured from: a GIF of a video has two of one hue side by side. */
const around = 2;
/** The target's eyes and lips must not come along with its grain: so many standard deviations at most. */
const most = 2;

/** Grain to be drawn over a face, in grey levels. */
export interface Grain {
  readonly deviation: number;
  /** 0…1. */
  readonly share: number;
}

/** @returns undefined for a clip without grain */
export function measureClipGrain(clip: readonly Pick<FaceFrame, "grain">[]): Grain | undefined {
  const all = clip.flatMap(({ grain }) => grain ?? []).toSorted((a, b) => a - b);
  const deviation = all[all.length >> 1] ?? 0;
  const share = smoothstep(grainy.none, grainy.full, deviation);
  return share > 0 ? { deviation, share } : undefined;
}

interface GrainyFace {
  readonly frame: Raster;
  readonly mesh: MeshRaster;
  /** See `createBlendPacker`. */
  readonly field: Int16Array;
  readonly fieldSize: number;
  readonly opacity: number;
}

/**
 * Gives a new face the frame's own grain: what each pixel differs by from those around it. It is another in each frame
 * and of one kind with the grain beside it; a smooth face in a grainy clip looks pasted on.
 * @param edit is changed; as `shade` made it of the same mesh
 */
export function addGrain(
  edit: FrameEdit,
  { frame, mesh, field, fieldSize, opacity }: GrainyFace,
  { deviation, share }: Grain,
): void {
  const { width, height, data: drawn } = edit.patch;
  const { parts, values, plane } = mesh.kernel ?? mesh;
  const limit = most * deviation;
  const own = readArea(frame, edit);
  const smooth = own.slice();
  boxBlur(smooth, { width, height, channels: 3 }, around, 1);
  for (let i = 0; i < width * height; i++) {
    if (drawn[i * 4 + 3] === 0 || parts[i] === part.mouth) continue;
    const column = Math.min(fieldSize - 1, Math.max(0, (values[i] * fieldSize) | 0));
    const row = Math.min(fieldSize - 1, Math.max(0, (values[plane + i] * fieldSize) | 0));
    const cell = (row * fieldSize + column) * blendStride;
    const alpha = (field[cell + 3] / blendParts.alpha) * (1 - field[cell + 7] / blendParts.alpha);
    for (let c = 0; c < 3; c++) {
      const grain = own[i * 3 + c] - smooth[i * 3 + c];
      const kept = grain > limit ? limit : grain < -limit ? -limit : grain;
      const value = drawn[i * 4 + c] + alpha * opacity * share * kept + 0.5;
      drawn[i * 4 + c] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

/** RGB of a frame where an edit lies. */
function readArea({ data, width: across }: Raster, { x, y, patch }: FrameEdit): Float32Array {
  const { width, height } = patch;
  const out = new Float32Array(width * height * 3);
  for (let row = 0, to = 0; row < height; row++) {
    let from = ((y + row) * across + x) * 4;
    for (let column = 0; column < width; column++, from += 4, to += 3) {
      out[to] = data[from];
      out[to + 1] = data[from + 1];
      out[to + 2] = data[from + 2];
    }
  }
  return out;
}
