import type { Clock } from "../core/clock.ts";
import type { Sleep } from "../core/deadline.ts";

/** The progress line of one reply. */
export interface ProgressLine {
  /** Newer text replaces older text that was not sent yet. */
  tell(text: string): void;
  /** Takes no more text and waits for the edit that is on its way, so that nothing lands after the final one. */
  close(): Promise<void>;
}

export interface ProgressLineOptions {
  /** Makes one edit; never rejects. `false`: nobody reads it any more, stop. */
  send: (text: string) => Promise<boolean>;
  /** The pause after an edit, so that Discord never gets two within this time. */
  intervalMs: number;
  clock: Clock;
  sleep: Sleep;
}

export function createProgressLine(options: ProgressLineOptions): ProgressLine {
  const { clock, intervalMs } = options;
  const closing = new AbortController();
  let wanted: string | undefined;
  let shown: string | undefined;
  let nextAt = -Infinity;
  let pumping = false;
  let pumped = Promise.resolve();

  async function pump(): Promise<void> {
    while (wanted !== undefined && !closing.signal.aborted) {
      if (await pausedUntil(nextAt)) continue;
      const text = wanted;
      wanted = undefined;
      if (text === shown) continue;
      if (!(await options.send(text))) closing.abort();
      nextAt = clock() + intervalMs;
      shown = text;
    }
    pumping = false;
  }

  /** Sleeps if it is too early; true if it slept or was woken by `close`, so that the caller looks again. */
  async function pausedUntil(time: number): Promise<boolean> {
    const early = time - clock();
    if (early <= 0) return false;
    await options.sleep(early, closing.signal).catch(() => undefined);
    return true;
  }

  return {
    tell(text) {
      if (closing.signal.aborted) return;
      wanted = text;
      if (pumping) return;
      pumping = true;
      pumped = pump();
    },
    async close() {
      closing.abort();
      await pumped;
    },
  };
}
