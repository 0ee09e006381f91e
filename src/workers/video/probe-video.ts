import type { FileHandle } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import { inputOf } from "../ffmpeg.ts";
import type { VideoKind } from "../ffmpeg.ts";
import { fileAt, startFfmpeg } from "./start-ffmpeg.ts";

export interface VideoFacts {
  /** As ffmpeg spells it, for example `30000/1001`. */
  readonly frameRate: string;
  /** An estimate: the real number is known when all are decoded. */
  readonly frames: number;
}

/** It takes 0.1 s; but on a busy machine a good video must not be called broken. */
const probeMs = 30_000;
/** Nobody sees more, and a wrong header may claim anything. */
const maxFrameRate = 60;

const probed = z.object({
  streams: z
    .array(
      z.object({
        width: z.int().min(1),
        height: z.int().min(1),
        avg_frame_rate: z.string().regex(/^\d+\/\d+$/),
        duration: z.coerce.number().optional(),
      }),
    )
    .min(1),
  format: z.object({ duration: z.coerce.number().optional() }),
});

/**
 * Looks at a video before it is decoded.
 * @throws UserError `TARGET_BROKEN`, `MEDIA_TOO_MANY_PIXELS`, `MEDIA_TOO_LONG`, `MEDIA_TOO_MANY_FRAMES`
 */
export async function probeVideo(kind: VideoKind, file: FileHandle): Promise<VideoFacts> {
  const { streams, format } = await ask(kind, file);
  const [{ width, height, avg_frame_rate, duration = format.duration }] = streams;
  const limit = limits.maxSwappedVideoSide;
  if (Math.max(width, height) > limit) {
    throw new UserError("MEDIA_TOO_MANY_PIXELS", { facts: { width, height, limit } });
  }
  const [count, unit] = avg_frame_rate.split("/").map(Number);
  const usable = count > 0 && unit > 0 && count / unit <= maxFrameRate;
  const frameRate = usable ? avg_frame_rate : "25/1";
  const perSecond = usable ? count / unit : 25;
  const seconds = duration ?? 0;
  if (seconds * 1000 > limits.maxDurationMs) {
    const facts = { seconds: Math.round(seconds), limit: limits.maxDurationMs / 1000 };
    throw new UserError("MEDIA_TOO_LONG", { facts });
  }
  const frames = Math.max(1, Math.round(seconds * perSecond));
  requireFewFrames(frames);
  return { frameRate, frames };
}

/** @throws UserError `MEDIA_TOO_MANY_FRAMES` */
export function requireFewFrames(frames: number): void {
  if (frames <= limits.maxVideoFrames) return;
  const facts = { frames, limit: limits.maxVideoFrames };
  throw new UserError("MEDIA_TOO_MANY_FRAMES", { facts });
}

async function ask(kind: VideoKind, file: FileHandle): Promise<z.infer<typeof probed>> {
  const entries = "stream=width,height,avg_frame_rate,duration:format=duration";
  const wanted = ["-select_streams", "v:0", "-show_entries", entries, "-of", "json"];
  const run = startFfmpeg({
    program: "ffprobe",
    args: [...wanted, ...inputOf(kind, fileAt(0))],
    files: [file],
    timeoutMs: probeMs,
  });
  try {
    const [answer] = await Promise.all([text(run.stdout), run.ended]);
    return probed.parse(JSON.parse(answer));
  } catch (error) {
    throw new UserError("TARGET_BROKEN", { message: "The video cannot be read.", cause: error });
  }
}
