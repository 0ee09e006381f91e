import type { Clock } from "../core/clock.ts";

/** Calls that may be made in a moment, filled up evenly over time. */
export interface TokenBucket {
  /** Takes a token and returns the milliseconds until it is there, 0 for now; undefined, and none taken, when that is over `maxWaitMs`. */
  take(maxWaitMs: number): number | undefined;
  /** Milliseconds until a token would be there. */
  wait(): number;
}

/** @param burst tokens of a full bucket, at least 1 */
export function createTokenBucket(clock: Clock, perSecond: number, burst: number): TokenBucket {
  let tokens = burst;
  let filledAt = clock();

  function fill(): void {
    const now = clock();
    // A clock that was set back fills nothing, and takes nothing away.
    tokens = Math.min(burst, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = now;
  }

  function wait(): number {
    fill();
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000);
  }

  return {
    wait,
    take(maxWaitMs) {
      const ms = wait();
      if (ms > maxWaitMs) return undefined;
      tokens -= 1;
      return ms;
    },
  };
}
