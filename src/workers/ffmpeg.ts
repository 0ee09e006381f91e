import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { open, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";

/** Where packages and people install it; the caller's PATH may lead anywhere. */
export const searchPath = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin";
/** The forced demuxer of each kind: one that is guessed could be a playlist, which names other files. */
const demuxers = { mp4: "mov", webm: "matroska" } as const;
/** No single allocation beyond a large frame and its conversion. */
const maxAllocBytes = 256 * 1024 * 1024;
/** Of every picture: in the middle of a stream they may grow far beyond what its header says. */
const maxPixels = limits.maxVideoSide ** 2;
/** Characters of its complaints that are kept. */
const maxWords = 2_000;

export type VideoKind = keyof typeof demuxers;

export interface Video {
  readonly kind: VideoKind;
  readonly bytes: Uint8Array;
}

export interface FfmpegCall {
  readonly program: "ffmpeg" | "ffprobe";
  /** Before the input. */
  readonly before?: readonly string[];
  /** After it. */
  readonly after: readonly string[];
  /** What it may write; it is killed when it writes more. */
  readonly maxOutputBytes: number;
  readonly timeoutMs: number;
}

/** How a run ended: what it wrote, or that there is no such program on this machine. */
export type FfmpegOutcome =
  | { readonly kind: "done"; readonly output: Buffer }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "missing" };

/**
 * Runs ffmpeg or ffprobe on one video, without a shell and with an empty environment. The video lies in a file that has no
 * name any more, so that nothing is left of it whatever happens; protocols but files and pipes are closed, and the demuxer
 * is forced, so that the video can name no other input.
 * @throws only for a temporary folder that cannot be written
 */
export async function runFfmpeg(video: Video, call: FfmpegCall): Promise<FfmpegOutcome> {
  const file = await namelessFile(video.bytes);
  try {
    return await run(file.fd, video.kind, call);
  } finally {
    await file.close();
  }
}

/**
 * A temporary file that has no name any more: nothing is left of it however this process ends.
 * @throws AppError `INTERNAL` for a temporary folder that cannot be written
 */
export async function namelessFile(bytes: Uint8Array): Promise<FileHandle> {
  const path = join(tmpdir(), `face-swap-${randomUUID()}`);
  const file = await open(path, "wx+", 0o600);
  try {
    await unlink(path);
    await file.writeFile(bytes);
    return file;
  } catch (error) {
    await file.close();
    throw new AppError("INTERNAL", { message: "A video cannot be written.", cause: error });
  }
}

/** The arguments that open a video: nothing but files and pipes, as what it is, on one thread, in bounded memory. */
export function inputOf(kind: VideoKind, path: string): string[] {
  const bounds = `-max_alloc ${maxAllocBytes} -max_pixels ${maxPixels} -threads 1`;
  return `-protocol_whitelist file,pipe -f ${demuxers[kind]} ${bounds} -i ${path}`.split(" ");
}

function run(fd: number, kind: VideoKind, call: FfmpegCall): Promise<FfmpegOutcome> {
  const { program, before = [], after, maxOutputBytes, timeoutMs } = call;
  const child = spawn(program, [...before, ...inputOf(kind, "file:/dev/fd/3"), ...after], {
    stdio: ["ignore", "pipe", "pipe", fd],
    env: { PATH: searchPath },
    windowsHide: true,
  });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let [length, words, end] = [0, "", ""];
    const kill = (why: string) => {
      end ||= why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => kill(`it did not end within ${timeoutMs} ms`), timeoutMs);
    child.stdout?.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxOutputBytes) kill(`it wrote more than ${maxOutputBytes} bytes`);
      else chunks.push(chunk);
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      words = `${words}${text}`.slice(0, maxWords);
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      const missing = "code" in error && error.code === "ENOENT";
      resolve(missing ? { kind: "missing" } : { kind: "failed", why: error.message });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const why = end || `${program} ended with ${signal ?? code}: ${words.trim()}`;
      resolve(
        code === 0 && end === ""
          ? { kind: "done", output: Buffer.concat(chunks, length) }
          : { kind: "failed", why },
      );
    });
  });
}
