import type { DueJob } from "./wakeups.ts";

/** Jobs by the time they are due, the earliest first; each job stands in it once. */
export interface DueHeap {
  /** Adds the job, or brings its time forward; a later time than the known one changes nothing. O(log n). */
  add(jobId: string, at: number): void;
  /** The earliest one, left in place. */
  first(): DueJob | undefined;
  /** Takes the earliest one out. O(log n). */
  take(): DueJob | undefined;
  readonly size: number;
}

/** A binary heap. A job whose time was brought forward leaves its old entry behind, which is skipped when it comes up. */
export function createDueHeap(): DueHeap {
  const entries: DueJob[] = [];
  const times = new Map<string, number>();

  function rise(index: number): void {
    for (let child = index; child > 0;) {
      const parent = (child - 1) >> 1;
      if (entries[parent].at <= entries[child].at) return;
      swap(parent, child);
      child = parent;
    }
  }

  function sink(): void {
    for (let parent = 0; ;) {
      const left = 2 * parent + 1;
      if (left >= entries.length) return;
      const right = left + 1;
      const child = right < entries.length && entries[right].at < entries[left].at ? right : left;
      if (entries[parent].at <= entries[child].at) return;
      swap(parent, child);
      parent = child;
    }
  }

  function swap(a: number, b: number): void {
    [entries[a], entries[b]] = [entries[b], entries[a]];
  }

  function removeRoot(): DueJob | undefined {
    const [root] = entries;
    const last = entries.pop();
    if (last !== undefined && entries.length > 0) {
      entries[0] = last;
      sink();
    }
    return root;
  }

  function dropReplaced(): void {
    while (entries.length > 0 && times.get(entries[0].jobId) !== entries[0].at) removeRoot();
  }

  return {
    add(jobId, at) {
      const known = times.get(jobId);
      if (known !== undefined && known <= at) return;
      times.set(jobId, at);
      entries.push({ jobId, at });
      rise(entries.length - 1);
    },
    first() {
      dropReplaced();
      return entries[0];
    },
    take() {
      dropReplaced();
      const due = removeRoot();
      if (due) times.delete(due.jobId);
      return due;
    },
    get size() {
      return times.size;
    },
  };
}
