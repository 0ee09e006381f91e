import { limits } from "../core/limits.ts";
import { readGifBlocks } from "../media/gif-blocks.ts";
import type { FaceModels } from "./face/face-models.ts";
import { compositeFrames } from "./gif/composite.ts";
import { createDecodedFrames } from "./gif/decoded-frames.ts";
import { createGifEditor } from "./gif/gif-editor.ts";
import { castPhotos, prepareCasting } from "./people/cast-photos.ts";
import type { Casting } from "./people/cast-photos.ts";
import { followClip } from "./people/follow-runs.ts";
import type { FollowedClip } from "./people/person.ts";
import { createPeopleSwaps } from "./people/swap-people.ts";
import type { Raster } from "./raster.ts";
import { createFaceAtlas } from "./swap/atlas.ts";
import type { FaceAtlas } from "./swap/atlas.ts";
import { createStopwatch } from "./swap/stopwatch.ts";
import type { StageTimes } from "./swap/stopwatch.ts";
import { nothingDrawn } from "./swap/swap-scenes.ts";

/** `finding` counts frames searched for faces, `drawing` frames drawn and encoded. */
export interface SwapStep {
  readonly stage: "finding" | "drawing";
  readonly done: number;
  readonly of: number;
}

export interface GifSwapJob {
  /** A GIF file. */
  readonly target: Uint8Array;
  readonly photo: Casting<Raster>;
  readonly models: FaceModels;
  /** That of `models.mesh`; left out, it is made, which takes as long as a frame or two. */
  readonly atlas?: FaceAtlas;
  /** The clip's faces, where they were followed before; left out, they are followed here. */
  readonly followed?: FollowedClip | undefined;
  /** How far the new face goes towards the photo's look, at the price of looking at home: 0 natural (the default) … 1. */
  readonly strength?: number | undefined;
  readonly onProgress?: ((step: SwapStep) => void) | undefined;
  /** A clock in milliseconds; with one, the result tells where the time went. */
  readonly now?: (() => number) | undefined;
}

export interface GifSwap {
  /** A GIF with the target's frames, delays and loop; every pixel outside the new face is the target's. */
  readonly bytes: Uint8Array;
  readonly frames: number;
  /** At least one. */
  readonly framesSwapped: number;
  /** Milliseconds by stage over the whole clip. */
  readonly stages?: StageTimes;
}

/**
 * Replaces faces of a GIF. The frames are played twice, once to follow the faces and once to draw, and never held
 * together.
 * @throws UserError NO_FACE_IN_TARGET (also when every face is turned too far away to be drawn on), FACE_NOT_LISTED,
 * TARGET_FACE_TOO_DARK, NO_FACE_IN_PHOTO, and what `readGifBlocks` throws
 */
export async function swapGif(job: GifSwapJob): Promise<GifSwap> {
  const { models, onProgress } = job;
  const stopwatch = createStopwatch(job.now);
  const gif = readGifBlocks(job.target);
  const of = gif.frames.length;
  const { atlas = createFaceAtlas(models.mesh) } = job;
  const photos = await stopwatch.measureAsync("photo", () =>
    prepareCasting(atlas, models, job.photo),
  );

  const decoded = createDecodedFrames(limits.maxDecodedFrameBytes);
  const onFrame = (done: number) => onProgress?.({ stage: "finding", done, of });
  const by = { atlas, models, stopwatch, decoded, onFrame };
  const clip = job.followed ?? (await followClip(gif, by));

  const swaps = stopwatch.measure("people", () =>
    createPeopleSwaps(atlas, castPhotos(atlas, clip, photos), stopwatch, job.strength),
  );
  const editor = createGifEditor(gif);
  let framesSwapped = 0;
  for (const composited of stopwatch.measureEach("decode", compositeFrames(gif, decoded))) {
    const edit = swaps.draw(composited.index, composited.canvas);
    if (edit !== undefined) framesSwapped++;
    stopwatch.measure("encode", () => editor.add(composited, edit));
    onProgress?.({ stage: "drawing", done: composited.index + 1, of });
  }
  if (framesSwapped === 0) throw nothingDrawn();
  const bytes = stopwatch.measure("encode", () => editor.finish());
  const stages = stopwatch.times();
  return { bytes, frames: of, framesSwapped, ...(stages && { stages }) };
}
