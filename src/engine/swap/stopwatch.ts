/** Milliseconds spent by stage. */
export type StageTimes = Readonly<Record<string, number>>;

export interface Stopwatch {
  measure<T>(stage: string, work: () => T): T;
  /** Undefined when there is no clock. */
  times(): StageTimes | undefined;
}

/** Sums up the time of each stage. The engine has no clock of its own: without one nothing is measured. */
export function createStopwatch(now: (() => number) | undefined): Stopwatch {
  const totals = new Map<string, number>();
  return {
    measure(stage, work) {
      if (now === undefined) return work();
      const start = now();
      const result = work();
      totals.set(stage, (totals.get(stage) ?? 0) + now() - start);
      return result;
    },
    times: () => (now === undefined ? undefined : Object.fromEntries(totals)),
  };
}
