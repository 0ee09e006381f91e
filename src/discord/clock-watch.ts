import type { Logger } from "../core/logger.ts";

/** Late ones come one by one; so many in a row have a cause. */
const suspicious = 5;

/** Listens to how old interactions are when they arrive, and says once when it must be the clock. */
export interface ClockWatch {
  readonly inTime: () => void;
  /** @param ageMs by this machine's clock */
  readonly late: (ageMs: number) => void;
}

/**
 * With a clock that is ahead of Discord's by more than an answer may take, everything is too late, and nothing else would
 * say why the bot is silent.
 */
export function createClockWatch(log: Logger): ClockWatch {
  let inARow = 0;
  let youngestMs = Infinity;
  return {
    inTime() {
      inARow = 0;
      youngestMs = Infinity;
    },
    late(ageMs) {
      inARow += 1;
      youngestMs = Math.min(youngestMs, ageMs);
      if (inARow !== suspicious) return;
      log.warn(
        { youngestMs },
        "Every command came too late to be answered. Is this machine's clock ahead? Let it be set by NTP",
      );
    },
  };
}
