/** Milliseconds spent by stage. */
export type StageTimes = Readonly<Record<string, number>>;

export interface Stopwatch {
  measure<T>(stage: string, work: () => T): T;
  measureAsync<T>(stage: string, work: () => Promise<T>): Promise<T>;
  /** Measures what it takes to get each item. */
  measureEach<T>(stage: string, items: Iterable<T>): Iterable<T>;
  /** Undefined when there is no clock. */
  times(): StageTimes | undefined;
}

/** Sums up the time of each stage. The engine has no clock of its own: without one nothing is measured. */
export function createStopwatch(now: (() => number) | undefined): Stopwatch {
  const totals = new Map<string, number>();
  const clock = now ?? (() => 0);
  const add = (stage: string, start: number) =>
    totals.set(stage, (totals.get(stage) ?? 0) + clock() - start);

  return {
    measure(stage, work) {
      const start = clock();
      const result = work();
      add(stage, start);
      return result;
    },
    async measureAsync(stage, work) {
      const start = clock();
      const result = await work();
      add(stage, start);
      return result;
    },
    *measureEach(stage, items) {
      let start = clock();
      for (const item of items) {
        add(stage, start);
        yield item;
        start = clock();
      }
    },
    times: () => (now === undefined ? undefined : Object.fromEntries(totals)),
  };
}
