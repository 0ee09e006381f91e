import type { FileHandle } from "node:fs/promises";
import { once } from "node:events";
import { AppError, UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Raster } from "../../engine/raster.ts";
import { inputOf, namelessFile } from "../ffmpeg.ts";
import type { VideoKind } from "../ffmpeg.ts";
import { fileAt, startFfmpeg } from "./start-ffmpeg.ts";
import type { RunningFfmpeg } from "./start-ffmpeg.ts";

/** In the file's own comment, where players and editors show it. */
const mark =
  "AI-edited: a face in this video was replaced. digitalSourceType: compositeWithTrainedAlgorithmicMedia";

const codecs = {
  mp4: "-c:v libx264 -preset veryfast -crf 17 -movflags +faststart",
  webm: "-c:v libvpx-vp9 -deadline realtime -cpu-used 6 -crf 24 -b:v 0",
} as const satisfies Record<VideoKind, string>;

export interface VideoEncoder {
  /** Resolves when there is room for the next one. */
  write(picture: Raster): Promise<void>;
  /** @throws UserError `RESULT_TOO_LARGE`; AppError `SWAP_FAILED` */
  finish(): Promise<Uint8Array>;
  /** Ends it wherever it is. */
  close(): Promise<void>;
}

/**
 * Encodes pictures into a video of the same kind as `original`, at its frame rate, with its sound copied as it is, and
 * with the mark that says that it is AI-edited.
 */
export async function openVideoEncoder(
  kind: VideoKind,
  original: FileHandle,
  frameRate: string,
): Promise<VideoEncoder> {
  const output = await namelessFile(new Uint8Array());
  let run: RunningFfmpeg | undefined;

  function start({ width, height }: Raster): RunningFfmpeg {
    const pictures = `-f rawvideo -pix_fmt rgba -s ${width}x${height} -framerate ${frameRate}`;
    // Half of the colour samples in either direction: the only form that every player knows, and it needs even sides.
    const playable = "-vf scale=trunc(iw/2)*2:trunc(ih/2)*2 -pix_fmt yuv420p -threads 1";
    return startFfmpeg({
      program: "ffmpeg",
      args: [
        ...`${pictures} -i pipe:0`.split(" "),
        ...inputOf(kind, fileAt(0)),
        ..."-map 0:v:0 -map 1:a:0? -c:a copy -map_metadata -1".split(" "),
        ...`${playable} ${codecs[kind]}`.split(" "),
        "-metadata",
        `comment=${mark}`,
        ...`-fs ${limits.maxResultBytes + 1} -f ${kind} ${fileAt(1)}`.split(" "),
      ],
      files: [original, output],
      timeoutMs: limits.maxSwapMs,
    });
  }

  return {
    async write(picture) {
      run ??= start(picture);
      const { stdin, ended } = run;
      if (stdin.write(picture.data)) return;
      // One that died, or that wrote as much as it may, never drains; which of the two it was, `finish` tells.
      await Promise.race([once(stdin, "drain"), ended]).catch(() => {});
    },
    async finish() {
      try {
        run?.stdin.end();
        run?.stdout.resume();
        await run?.ended;
      } catch (error) {
        throw new AppError("SWAP_FAILED", { message: "The video was not encoded.", cause: error });
      }
      const { size } = await output.stat();
      if (size > limits.maxResultBytes) {
        const facts = { bytes: size, limit: limits.maxResultBytes };
        throw new UserError("RESULT_TOO_LARGE", { facts });
      }
      const bytes = new Uint8Array(size);
      await output.read(bytes, 0, size, 0);
      return bytes;
    },
    async close() {
      run?.kill();
      await output.close();
    },
  };
}
