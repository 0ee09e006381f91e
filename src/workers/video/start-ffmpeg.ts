import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { FileHandle } from "node:fs/promises";
import type { Readable, Writable } from "node:stream";
import { searchPath } from "../ffmpeg.ts";

/** Characters of its last complaint that are kept. */
const maxWords = 2000;

export interface FfmpegRun {
  readonly program: "ffmpeg" | "ffprobe";
  readonly args: readonly string[];
  /** Open files that `args` name by `fileAt(index)`. */
  readonly files: readonly FileHandle[];
  /** It is killed when it has not ended by then. */
  readonly timeoutMs: number;
}

export interface RunningFfmpeg {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when it ended well; rejects with its last words, or when it was killed. */
  readonly ended: Promise<void>;
  kill(): void;
}

/** How an open file is named on the command line. */
export function fileAt(index: number): string {
  return `file:/dev/fd/${3 + index}`;
}

/** Starts ffmpeg or ffprobe without a shell, with nothing of our environment, on open files alone. */
export function startFfmpeg({ program, args, files, timeoutMs }: FfmpegRun): RunningFfmpeg {
  // A limit on its own processor time holds even if nobody is left to kill it.
  const bounds = program === "ffmpeg" ? ["-timelimit", String(Math.ceil(timeoutMs / 1000))] : [];
  const child = spawn(program, [...quiet[program], ...bounds, ...args], {
    stdio: ["pipe", "pipe", "pipe", ...files.map(({ fd }) => fd)],
    env: { PATH: searchPath },
    windowsHide: true,
  });
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new TypeError("pipes were asked for");
  let words = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    words = `${words}${text}`.slice(-maxWords);
  });
  const kill = () => void child.kill("SIGKILL");
  const timer = setTimeout(kill, timeoutMs);
  // A pipe that breaks is told by `ended`, with the reason.
  stdin.on("error", () => {});
  const ended = endOf(child, () => words.trim());
  void ended.finally(() => clearTimeout(timer)).catch(() => {});
  return { stdin, stdout, ended, kill };
}

async function endOf(child: ChildProcess, lastWords: () => string): Promise<void> {
  const [code, signal]: unknown[] = await once(child, "close");
  if (code !== 0) throw new Error(`It ended with ${String(code ?? signal)}: ${lastWords()}`);
}

const quiet = {
  ffmpeg: ["-hide_banner", "-loglevel", "error", "-y"],
  ffprobe: ["-hide_banner", "-loglevel", "error"],
} as const;

/** Are both programs on this machine? */
export async function hasFfmpeg(): Promise<boolean> {
  try {
    for (const program of ["ffmpeg", "ffprobe"] as const) {
      const run = startFfmpeg({ program, args: ["-version"], files: [], timeoutMs: 10_000 });
      run.stdout.resume();
      await run.ended;
    }
    return true;
  } catch {
    return false;
  }
}
