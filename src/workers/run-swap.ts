import type { FaceModels } from "../engine/face/face-models.ts";
import type { FollowedClip } from "../engine/people/person.ts";
import type { Casting } from "../engine/people/cast-photos.ts";
import type { Raster } from "../engine/raster.ts";
import { createFaceAtlas } from "../engine/swap/atlas.ts";
import type { FaceAtlas } from "../engine/swap/atlas.ts";
import { swapGif } from "../engine/swap-gif.ts";
import { swapStill } from "../engine/swap-still.ts";
import { markGif } from "../media/mark-gif.ts";
import { markPng } from "../media/mark-png.ts";
import type { DecodeStill } from "./decode-still.ts";
import { encodeStill } from "./encode-still.ts";
import { swapVideo } from "./video/swap-video.ts";
import type { SwapJob, SwapOutcome, SwapProgress } from "./swap-port.ts";

/** A swap and where its time went: milliseconds by stage. */
export interface MeasuredOutcome extends SwapOutcome {
  readonly stages: Readonly<Record<string, number>>;
}

/** Runs one swap in this process. */
export type RunSwap = (
  job: SwapJob,
  options: {
    onProgress: (progress: SwapProgress) => void;
    /** See `GifSwapJob`. */
    followed?: FollowedClip | undefined;
  },
) => Promise<MeasuredOutcome>;

export interface EngineParts {
  readonly models: FaceModels;
  /** That of `models.mesh`; left out, it is made, which takes as long as a frame or two. */
  readonly atlas?: FaceAtlas;
  readonly decodeStill: DecodeStill;
  /** Milliseconds, from any start. */
  readonly now: () => number;
}

/** A video is marked by its encoder, which writes the container. */
const markFor = {
  gif: markGif,
  image: markPng,
  mp4: (bytes: Uint8Array) => bytes,
  webm: (bytes: Uint8Array) => bytes,
} as const;

/**
 * What an engine process does with a job, and the terminal program in its own process: bytes → pixels → swap → bytes
 * that say that they are AI-edited.
 * The runner throws UserError for media that cannot be used; see `createStillDecoder`, `swapGif` and `swapStill`.
 */
export function createSwapRunner(parts: EngineParts): RunSwap {
  const swap = createUnmarkedRunner(parts);
  // The only way out of the engine, so that no result can leave without its mark.
  return async (job, options) => {
    const outcome = await swap(job, options);
    return { ...outcome, bytes: markFor[job.kind](outcome.bytes) };
  };
}

function createUnmarkedRunner({ models, decodeStill, now, ...parts }: EngineParts): RunSwap {
  const { atlas = createFaceAtlas(models.mesh) } = parts;
  return async (job, { onProgress, followed }) => {
    const begun = now();
    if (followed === undefined) onProgress({ stage: "loading", done: 0, of: 1 });
    const { strength } = job;
    const photo = await decodePhotos(job, decodeStill);
    if (job.kind === "gif") {
      const readMs = now() - begun;
      const swap = await swapGif({
        target: job.target,
        photo,
        models,
        atlas,
        strength,
        followed,
        onProgress,
        now,
      });
      return { ...swap, stages: { "read photo": readMs, ...swap.stages } };
    }
    if (job.kind !== "image") {
      const swap = await swapVideo(job.kind, job.target, {
        photo,
        models,
        atlas,
        strength,
        onProgress,
      });
      return { ...swap, stages: { video: now() - begun } };
    }
    const target = await decodeStill(job.target, "target");
    const read = now();
    onProgress({ stage: "finding", done: 0, of: 1 });
    const picture = await swapStill({ target, photo, models, atlas, strength });
    const drawn = now();
    onProgress({ stage: "drawing", done: 1, of: 1 });
    const bytes = await encodeStill(picture);
    const stages = { read: read - begun, swap: drawn - read, encode: now() - drawn };
    return { bytes, frames: 1, framesSwapped: 1, stages };
  };
}

/** Each photo is decoded once, however many faces it is for. */
async function decodePhotos(job: SwapJob, decodeStill: DecodeStill): Promise<Casting<Raster>> {
  if (!("faces" in job)) return await decodeStill(job.face, "face");
  const decoded = new Map<Uint8Array, Raster>();
  const photos = new Map<number, Raster>();
  for (const [index, bytes] of job.faces) {
    const photo = decoded.get(bytes) ?? (await decodeStill(bytes, "face"));
    decoded.set(bytes, photo);
    photos.set(index, photo);
  }
  return photos;
}
