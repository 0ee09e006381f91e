import { SingleBar } from "cli-progress";
import type { SwapProgress } from "../workers/swap-port.ts";

const words = {
  loading: "Reading the inputs",
  finding: "Finding faces",
  drawing: "Drawing the face",
} as const satisfies Record<SwapProgress["stage"], string>;

/** Pause between two plain lines of one stage. */
const PAUSE_MS = 5_000;

export interface ProgressLine {
  readonly show: (progress: SwapProgress) => void;
  /** Leaves the cursor at the start of a fresh line. */
  readonly end: () => void;
}

/** A moving bar on a terminal; on anything else a line at each stage and every five seconds. */
export function createProgressLine(stream: NodeJS.WriteStream, now: () => number): ProgressLine {
  return stream.isTTY ? movingBar(stream) : plainLines(stream, now);
}

export const noProgressLine: ProgressLine = { show() {}, end() {} };

function movingBar(stream: NodeJS.WriteStream): ProgressLine {
  const bar = new SingleBar({
    stream,
    format: "{stage} [{bar}] {value}/{total}",
    barCompleteChar: "=",
    barIncompleteChar: " ",
    barsize: 32,
    // A Ctrl-C ends the program at once: what the bar changed about the terminal would stay so.
    hideCursor: false,
    linewrap: true,
    // The engine holds the loop for a frame at a time; a timer of the bar's own would come late.
    forceRedraw: true,
  });
  let started = false;
  return {
    show({ stage, done, of }) {
      const payload = { stage: words[stage].padEnd(words.loading.length) };
      if (!started) bar.start(of, done, payload);
      started = true;
      bar.setTotal(of);
      bar.update(done, payload);
    },
    end() {
      if (started) bar.stop();
    },
  };
}

function plainLines(stream: NodeJS.WriteStream, now: () => number): ProgressLine {
  let stage: SwapProgress["stage"] | undefined;
  let writtenAt = 0;
  return {
    show(progress) {
      if (progress.stage === stage && now() - writtenAt < PAUSE_MS) return;
      stage = progress.stage;
      writtenAt = now();
      stream.write(`${words[stage]}: ${progress.done} of ${progress.of}\n`);
    },
    end() {},
  };
}
