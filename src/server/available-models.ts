import { models } from "../contract/models.ts";
import type { Model } from "../contract/models.ts";
import type { Logger } from "../core/logger.ts";
import { hasFfmpeg } from "../workers/video/start-ffmpeg.ts";

/** Everything; videos only where they are wanted and both of ffmpeg's programs are on this machine. */
export async function availableModels(videos: boolean, log: Logger): Promise<ReadonlySet<Model>> {
  if (videos && (await hasFfmpeg())) return new Set(models);
  if (videos) log.warn("There is no ffmpeg: the video models answer 505");
  return new Set(models.filter((model) => !model.startsWith("video")));
}
