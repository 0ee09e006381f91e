export interface PollScheduleOptions {
  /** Before the first look at a task. */
  readonly firstMs?: number;
  /** Shorter ones are for a server in the same machine. */
  readonly minMs?: number;
  readonly maxMs?: number;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
}

export interface PollSchedule {
  /** Milliseconds before the first look. */
  first(): number;
  /**
   * Milliseconds before the next look.
   * @param previousMs the pause before
   * @param retryAfterMs what the service asked for; never undercut
   */
  next(previousMs: number, retryAfterMs?: number): number;
}

const growth = 1.5;
/** ± a fifth, so that jobs that began together do not stay together. */
const jitter = 0.2;

/** Looks often at first and ever less often: each pause is half as long again as the last. */
export function createPollSchedule(options: PollScheduleOptions): PollSchedule {
  const { minMs = 1000, maxMs = 20_000, firstMs = minMs, random } = options;
  const spread = () => 1 - jitter + 2 * jitter * random();
  const within = (ms: number) => Math.round(Math.min(maxMs, Math.max(minMs, ms)));
  return {
    first: () => within(firstMs * spread()),
    next(previousMs, retryAfterMs = 0) {
      const asked = retryAfterMs * (1 + jitter * random());
      return Math.max(within(previousMs * growth * spread()), Math.ceil(asked));
    },
  };
}
