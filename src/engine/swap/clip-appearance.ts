import type { Pose } from "../face/pose.ts";
import { createKernelMedian } from "../kernel/kernel-median.ts";
import type { Overlay } from "./overlay.ts";

/** One frame's face after tracking: all that is kept of the frame until it is drawn. */
export interface FaceFrame {
  /** Number of the frame in its file. */
  readonly frame: number;
  /** Smoothed. */
  readonly landmarks: Float32Array;
  readonly pose: Pose;
  /** 468 × (x, y, z) in centimetres without pose. */
  readonly shape: Float32Array;
  /** RGB bytes by cell of the atlas's grid. */
  readonly colours: Uint8Array;
  /** What lies before the eyes, see `sampleGlassesBand`; not every frame has it. */
  readonly glasses?: Uint8Array | undefined;
  /** See `measureSoftness`; not every frame has it. */
  readonly softness?: number | undefined;
  /** See `measureGrain`; not every frame has it. */
  readonly grain?: number | undefined;
  /** A caption or a bar that covers a part of the face; `colours` and `glasses` are without it. */
  readonly overlay?: Overlay | undefined;
}

const frontalYaw = (40 * Math.PI) / 180;
/** Calls are synchronous and leave nothing behind, so that one memory serves all. */
const kernelMedian = createKernelMedian();

/** More samples change the median by less than a grey level. */
const medianSamples = 15;

/** The target's own proportions: the mean shape, in which the frames that look at the camera count most. */
export function meanShape(frames: readonly FaceFrame[]): Float32Array {
  const mean = new Float32Array(frames[0].shape.length);
  let total = 0;
  for (const { shape, pose } of frames) {
    const weight = Math.max(0.02, Math.cos(pose.yaw) ** 6 * Math.cos(pose.pitch) ** 4);
    total += weight;
    for (let i = 0; i < mean.length; i++) mean[i] += shape[i] * weight;
  }
  return mean.map((value) => value / total);
}

/** What the face usually looks like: the median over the clip of every cell and channel. */
export function medianColours(frames: readonly FaceFrame[]): Uint8Array {
  const frontal = frames.filter(({ pose }) => Math.abs(pose.yaw) < frontalYaw);
  const candidates = frontal.length > 0 ? frontal : frames;
  return medianOf(candidates.map(({ colours }) => colours));
}

/** The median of every value over arrays alike in length; at least one, and of many only so many as tell it. */
export function medianOf(arrays: readonly Uint8Array[]): Uint8Array {
  const step = Math.max(1, Math.floor(arrays.length / medianSamples));
  const samples = arrays.filter((_, i) => i % step === 0);
  const median = new Uint8Array(samples[0].length);
  if (!kernelMedian?.(samples, median)) plainMedian(samples, median);
  return median;
}

/** The kernel's twin, for machines that cannot run it. */
export function plainMedian(samples: readonly Uint8Array[], median: Uint8Array): void {
  const sorted = new Uint8Array(samples.length);
  for (let i = 0; i < median.length; i++) {
    for (let s = 0; s < samples.length; s++) {
      const value = samples[s][i];
      let at = s;
      for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1];
      sorted[at] = value;
    }
    median[i] = sorted[samples.length >> 1];
  }
}
