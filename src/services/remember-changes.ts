import type { Records } from "../storage/store.ts";

/** Records that know which of them were written through here. */
export interface RememberedChanges<T> {
  readonly records: Records<T>;
  /** Whoever has seen to a record takes its key out. */
  readonly changed: Set<string>;
}

export function rememberChanges<T>(records: Records<T>): RememberedChanges<T> {
  const changed = new Set<string>();

  /** Also of a write that failed: it may have been done. */
  async function remembered<R>(key: string, write: () => Promise<R>): Promise<R> {
    try {
      return await write();
    } finally {
      changed.add(key);
    }
  }

  return {
    changed,
    records: {
      ...records,
      update: (key, change) => remembered(key, () => records.update(key, change)),
      compareAndSet: (key, expected, next) =>
        remembered(key, () => records.compareAndSet(key, expected, next)),
    },
  };
}
