import { z } from "zod";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Raster } from "../engine/raster.ts";
import { runFfmpeg } from "./ffmpeg.ts";
import type { FfmpegCall, Video } from "./ffmpeg.ts";
import type { MovingPicture } from "./moving-picture.ts";

const probed = z.object({
  streams: z
    .array(
      z.object({
        width: z.number().int().min(1),
        height: z.number().int().min(1),
        avg_frame_rate: z.string().optional(),
      }),
    )
    .min(1),
  format: z.object({ duration: z.string().optional() }).optional(),
});

/** Three hundredths: browsers show nothing faster than two, and few GIFs are faster than this. */
const minDelayCs = 3;
const defaultFrameRate = 25;
/** It takes 0.1 s; but on a busy machine a good video must not be called broken. */
const probeMs = 30_000;
/** More than the 60 seconds of the longest video take on one core. */
const decodeMs = 60_000;

/**
 * The pictures of an MP4 or WebM, scaled to what a GIF can carry, at a steady pace.
 * @param scale of the size that the ceilings allow: 1, or less for a second try
 * @throws UserError `TARGET_NOT_GIF` { kind } without ffmpeg on this machine, `TARGET_BROKEN`, `MEDIA_TOO_LONG`,
 * `MEDIA_TOO_MANY_PIXELS`, `MEDIA_TOO_MANY_FRAMES`
 */
export async function readVideo(video: Video, scale: number): Promise<MovingPicture> {
  const { width, height, frameRate, seconds } = await probe(video);
  const side = Math.max(width, height);
  if (side > limits.maxVideoSide) {
    throw new UserError("MEDIA_TOO_MANY_PIXELS", {
      facts: { width, height, limit: limits.maxVideoSide },
    });
  }
  const limit = limits.maxDurationMs / 1000;
  if (seconds !== undefined && seconds > limit) {
    throw new UserError("MEDIA_TOO_LONG", { facts: { seconds, limit } });
  }
  const delayCs = Math.max(
    minDelayCs,
    Math.round(100 / frameRate),
    Math.ceil(((seconds ?? 0) * 100) / limits.maxFrames),
  );
  const frames = Math.min(
    limits.maxFrames,
    seconds === undefined ? limits.maxFrames : Math.ceil((seconds * 100) / delayCs) + 1,
  );
  const shrink = Math.min(
    1,
    limits.maxVideoGifSide / side,
    Math.sqrt(limits.maxVideoGifPixels / (frames * width * height)),
  );
  const most = Math.max(limits.minStillSide, Math.round(side * shrink * scale));
  const fit = `scale=w='min(iw\\,${most})':h='min(ih\\,${most})'`;
  const filter = `fps=100/${delayCs},${fit}:force_original_aspect_ratio=decrease:flags=lanczos,setsar=1`;
  const take = ["-map", "0:v:0", "-an", "-sn", "-dn", "-t", String(limit + 1), "-vf", filter];
  // One more than there may be tells a video that goes on from one that ends.
  const frameLimit = ["-frames:v", String(limits.maxFrames + 1)];
  const write = ["-pix_fmt", "rgb24", "-c:v", "ppm", "-f", "image2pipe", "pipe:1"];
  const output = await outputOf(video, {
    program: "ffmpeg",
    // The limit on its own time holds even if nobody is left to kill it.
    before: ["-hide_banner", "-nostdin", "-loglevel", "error", "-timelimit", "60"],
    after: [...take, ...frameLimit, ...write],
    maxOutputBytes: 4 * limits.maxVideoGifPixels,
    timeoutMs: decodeMs,
  });
  return pictureOf(output, delayCs);
}

async function probe(video: Video) {
  const entries = "stream=width,height,avg_frame_rate:format=duration";
  const output = await outputOf(video, {
    program: "ffprobe",
    before: ["-v", "error"],
    after: ["-select_streams", "v:0", "-show_entries", entries, "-of", "json"],
    maxOutputBytes: 64 * 1024,
    timeoutMs: probeMs,
  });
  const { data } = probed.safeParse(JSON.parse(output.toString("utf8")));
  if (!data) throw broken("no video in it");
  const [{ width, height, avg_frame_rate: rate = "" }] = data.streams;
  const [count, unit = 1] = rate.split("/").map(Number);
  const frameRate = count / unit;
  const seconds = Number(data.format?.duration);
  return {
    width,
    height,
    frameRate: frameRate > 0 && Number.isFinite(frameRate) ? frameRate : defaultFrameRate,
    seconds: seconds > 0 ? seconds : undefined,
  };
}

async function outputOf(video: Video, call: FfmpegCall): Promise<Buffer> {
  const outcome = await runFfmpeg(video, call);
  if (outcome.kind === "missing") {
    throw new UserError("TARGET_NOT_GIF", {
      message: "A video, and this machine has no ffmpeg.",
      facts: { kind: video.kind },
    });
  }
  if (outcome.kind === "failed") throw broken(outcome.why);
  return outcome.output;
}

/** Portable pixmaps, one after the other: `P6\nwidth height\n255\n`, then the RGB bytes. */
function pictureOf(output: Buffer, delayCs: number): MovingPicture {
  const header = /^P6\s(\d+) (\d+)\s255\s/.exec(output.toString("latin1", 0, 64));
  if (!header) throw broken("it shows nothing");
  const [width, height] = [Number(header[1]), Number(header[2])];
  const stride = header[0].length + width * height * 3;
  const count = output.length / stride;
  if (!Number.isInteger(count)) throw broken("its size changes");
  if (count > limits.maxFrames) {
    throw new UserError("MEDIA_TOO_MANY_FRAMES", {
      facts: { frames: count, limit: limits.maxFrames },
    });
  }
  const pixels = rastersOf(output, { width, height, start: header[0].length, stride });
  return { width, height, loop: 0, frames: withDelay(pixels, delayCs) };
}

function* withDelay(rasters: Iterable<Raster>, delayCs: number) {
  for (const raster of rasters) yield { raster, delayCs };
}

/** The same raster again and again, with the next picture in it. */
function* rastersOf(
  output: Buffer,
  { width, height, start, stride }: Record<"width" | "height" | "start" | "stride", number>,
): Generator<Raster, void, undefined> {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let from = start; from < output.length; from += stride) {
    for (let pixel = 0, at = from; pixel < data.length; pixel += 4, at += 3) {
      data[pixel] = output[at];
      data[pixel + 1] = output[at + 1];
      data[pixel + 2] = output[at + 2];
    }
    yield { width, height, data };
  }
}

function broken(why: string): UserError {
  return new UserError("TARGET_BROKEN", { message: `The video cannot be used: ${why}.` });
}
