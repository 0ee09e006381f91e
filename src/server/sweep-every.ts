import type { Logger } from "../core/logger.ts";

/** Deletes what is expired, now and then. The answer ends it. */
export function sweepEvery(
  intervalMs: number,
  parts: readonly { sweep(): Promise<void> }[],
  log: Logger,
): () => void {
  const timer = setInterval(() => {
    for (const part of parts) {
      part.sweep().catch((error: unknown) => log.error({ err: error }, "A sweep failed"));
    }
  }, intervalMs);
  return () => clearInterval(timer);
}
