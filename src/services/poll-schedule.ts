export interface PollScheduleOptions {
  /** Before the first look at a task, until there is a history to go by. */
  readonly firstMs?: number;
  /** Shorter ones are for a server in the same machine. */
  readonly minMs?: number;
  readonly maxMs?: number;
  /** 0 ≤ random() < 1 */
  readonly random: () => number;
}

export interface PollSchedule {
  /** Milliseconds before the first look at a task of so many frames. */
  first(frames?: number): number;
  /**
   * Milliseconds before the next look.
   * @param previousMs the pause before
   * @param retryAfterMs what the service asked for; never undercut
   */
  next(previousMs: number, retryAfterMs?: number): number;
  /** A task of so many frames was done this long after its submit. */
  learn(frames: number, durationMs: number): void;
}

const growth = 1.5;
/** ± a fifth, so that jobs that began together do not stay together. */
const jitter = 0.2;
/** Durations kept of each size class, and how many say something. */
const historyLength = 50;
const leastHistory = 5;
/** A quarter of the tasks is done by then: a look before that finds most of them running. */
const firstQuantile = 0.25;
/** Longer than this nobody waits for a first word about their job. */
const longestFirstMs = 60_000;
/** Upper bounds of the size classes, in frames. */
const sizes = [15, 60, 150, Infinity];

/**
 * Looks first when a quarter of the tasks of this size was done so far, then ever less often: each pause is half as long
 * again as the last.
 */
export function createPollSchedule(options: PollScheduleOptions): PollSchedule {
  const { minMs = 1000, maxMs = 20_000, firstMs = minMs, random } = options;
  const history = new Map<number, number[]>();
  const spread = () => 1 - jitter + 2 * jitter * random();
  const within = (ms: number, most = maxMs) => Math.round(Math.min(most, Math.max(minMs, ms)));

  function usual(frames: number): number | undefined {
    const known = history.get(classOf(frames)) ?? [];
    if (known.length < leastHistory) return undefined;
    return known.toSorted((a, b) => a - b)[Math.floor(known.length * firstQuantile)];
  }

  return {
    first(frames = 0) {
      const known = usual(frames);
      return known === undefined
        ? within(firstMs * spread())
        : within(known * spread(), longestFirstMs);
    },
    next(previousMs, retryAfterMs = 0) {
      const asked = retryAfterMs * (1 + jitter * random());
      return Math.max(within(previousMs * growth * spread()), Math.ceil(asked));
    },
    learn(frames, durationMs) {
      const known = history.get(classOf(frames)) ?? [];
      history.set(classOf(frames), [...known, durationMs].slice(-historyLength));
    },
  };
}

function classOf(frames: number): number {
  return sizes.findIndex((most) => frames <= most);
}
