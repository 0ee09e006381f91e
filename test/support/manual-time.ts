import type { Clock } from "../../src/core/clock.ts";
import type { Sleep } from "../../src/core/deadline.ts";

/** Time that stands still until the test moves it. */
export interface ManualTime {
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** How long everybody who sleeps now had asked to sleep, in the order of asking. */
  readonly sleeping: readonly number[];
  /** Moves time on and wakes whoever has slept enough. */
  advance(ms: number): void;
}

export function createManualTime(start = Date.now()): ManualTime {
  let now = start;
  let sleepers: { until: number; asked: number; wake: () => void }[] = [];

  return {
    clock: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, asked: ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      }),
    get sleeping() {
      return sleepers.map(({ asked }) => asked);
    },
    advance(ms) {
      now += ms;
      const awake = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of awake) wake();
    },
  };
}
