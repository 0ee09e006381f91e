import { findPeopleInFrames } from "../../engine/find-people.ts";
import type { FoundPeople, PeopleSearch } from "../../engine/find-people.ts";
import { swapFrames } from "../../engine/swap-frames.ts";
import type { FramesSwapJob } from "../../engine/swap-frames.ts";
import type { SwapOutcome } from "../swap-port.ts";
import { openVideoEncoder } from "./encode-video.ts";
import { probeVideo } from "./probe-video.ts";
import { namelessFile } from "../ffmpeg.ts";
import type { VideoKind } from "../ffmpeg.ts";
import { videoFrames } from "./video-frames.ts";

type Casting = Pick<FramesSwapJob, "photo" | "models" | "atlas" | "strength" | "onProgress">;

/**
 * Replaces faces of an MP4 or WebM; the result is of the same kind, with the same sound. Needs ffmpeg.
 * @throws UserError for bad media, as `probeVideo`, `videoFrames` and `swapFrames` do
 */
export async function swapVideo(
  kind: VideoKind,
  bytes: Uint8Array,
  casting: Casting,
): Promise<SwapOutcome> {
  const file = await namelessFile(bytes);
  try {
    const { frameRate, frames: of } = await probeVideo(kind, file);
    const encoder = await openVideoEncoder(kind, file, frameRate);
    try {
      const { frames, framesSwapped } = await swapFrames({
        ...casting,
        of,
        play: () => videoFrames(kind, file, frameRate),
        write: (picture) => encoder.write(picture),
      });
      return { bytes: await encoder.finish(), frames, framesSwapped };
    } finally {
      await encoder.close();
    }
  } finally {
    await file.close();
  }
}

/** Lists the people of an MP4 or WebM. @throws UserError for bad media */
export async function findPeopleInVideo(
  kind: VideoKind,
  bytes: Uint8Array,
  by: PeopleSearch,
): Promise<FoundPeople> {
  const file = await namelessFile(bytes);
  try {
    const { frameRate, frames } = await probeVideo(kind, file);
    return await findPeopleInFrames(() => videoFrames(kind, file, frameRate), frames, by);
  } finally {
    await file.close();
  }
}
