import { toWire } from "../core/error-wire.ts";
import type { RunEngine } from "./engine-runner.ts";
import { toEngine } from "./protocol.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";
import { throttleProgress } from "./throttle-progress.ts";

/** Tells the parent process. */
export function say(news: FromEngine, then: () => void = () => {}): void {
  process.send?.(news, then);
}

/** Says that this process is ready, and then does one job at a time until the parent kills it or goes away. */
export function serveJobs(engine: RunEngine, beforeJob: () => void): void {
  async function run({ id, operation, question }: ToEngine): Promise<void> {
    const onProgress = throttleProgress(
      (progress) => say({ kind: "progress", id, progress }),
      () => performance.now(),
    );
    try {
      beforeJob();
      say({ kind: "done", id, answer: await engine(operation, question, { onProgress }) });
    } catch (error) {
      say({ kind: "failed", id, error: toWire(error) });
    }
  }
  process.on("message", (message) => void run(toEngine.parse(message)));
  say({ kind: "ready" });
}
