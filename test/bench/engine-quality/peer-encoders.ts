import { spawn } from "node:child_process";
import sharp from "sharp";
import { cpuClock } from "./cpu-clock.ts";
import type { Clip } from "./read-media.ts";

/** One encoder's work on a whole clip. */
export interface EncodeFigures {
  readonly encoder: string;
  /** Of computing for what runs in this process, of waiting for a program of its own. */
  readonly ms: number;
  readonly bytes: number;
}

/** A program that does not answer for this long is given up: a clip takes it a few seconds. */
const MAX_PROGRAM_MS = 120_000;

/** Encodes true-colour frames with sharp and with what is installed of ffmpeg and gifsicle (on top of sharp's file). */
export async function encodeWithPeers(clip: Clip): Promise<EncodeFigures[]> {
  const [{ width, height }] = clip.frames;
  const pixels = Buffer.concat(clip.frames.map((frame) => frame.data));

  const start = cpuClock();
  const raw = {
    width,
    height: height * clip.frames.length,
    channels: 4,
    pageHeight: height,
  } as const;
  const bySharp = await sharp(pixels, { raw, limitInputPixels: false })
    .gif({ loop: 0, delay: [...clip.delays], keepDuplicateFrames: true })
    .toBuffer();
  const sharpMs = cpuClock() - start;

  const figures = [{ encoder: "sharp", ms: sharpMs, bytes: bySharp.length }];
  const byFfmpeg = await runProgram("ffmpeg", ffmpegArguments(width, height), pixels);
  if (byFfmpeg !== undefined) figures.push({ encoder: "ffmpeg", ...byFfmpeg });
  const byGifsicle = await runProgram("gifsicle", ["-O3"], bySharp);
  if (byGifsicle !== undefined) {
    const { ms, bytes } = byGifsicle;
    figures.push({ encoder: "sharp, gifsicle -O3", ms: sharpMs + ms, bytes });
  }
  return figures;
}

/** One palette for the whole clip and an ordered dither, which is how ffmpeg makes small GIFs fast. */
function ffmpegArguments(width: number, height: number): string[] {
  const filter =
    "split[a][b];[a]palettegen=stats_mode=diff[p];[b][p]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle";
  const input = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", `${width}x${height}`, "-r", "10"];
  return ["-v", "error", ...input, "-i", "-", "-lavfi", filter, "-f", "gif", "-"];
}

/**
 * Runs a program from its standard input to its standard output.
 * @returns undefined when it is not installed
 * @throws when it fails or takes too long
 */
async function runProgram(
  program: string,
  options: readonly string[],
  input: Uint8Array,
): Promise<{ ms: number; bytes: number } | undefined> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      stdio: ["pipe", "pipe", "inherit"],
      signal: AbortSignal.timeout(MAX_PROGRAM_MS),
    });
    let bytes = 0;
    child.stdout.on("data", (chunk: Buffer) => (bytes += chunk.length));
    child.stdin.on("error", () => {
      // The program ended before it had read everything; its exit code says why.
    });
    child.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" ? resolve(undefined) : reject(error),
    );
    child.on("close", (code) => {
      if (code === 0) resolve({ ms: performance.now() - start, bytes });
      // For a program that is not installed this comes after "error", which has answered.
      else reject(new Error(`${program} ended with ${code}.`));
    });
    child.stdin.end(input);
  });
}
