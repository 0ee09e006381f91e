import type { Records } from "../../src/storage/store.ts";

export interface SlowRecordsOptions<T> {
  /** How many turns of the event loop the next read or write takes. */
  readonly ticks: () => number;
  /** False: whoever writes last wins, as with a plain get and set. */
  readonly conditional?: boolean;
  /** Looks at, and may spoil, what is written. */
  readonly onWrite?: (next: T) => T;
}

/** Records in memory whose reads and writes take a while, so that updates overlap in every order. */
export function slowRecords<T>(options: SlowRecordsOptions<T>): Records<T> {
  const { ticks, conditional = true, onWrite = (next) => next } = options;
  const texts = new Map<string, string>();

  async function pause(): Promise<void> {
    for (let tick = ticks(); tick > 0; tick -= 1) await Promise.resolve();
  }

  async function read(key: string) {
    await pause();
    const raw = texts.get(key);
    return raw === undefined ? undefined : { value: JSON.parse(raw) as T, raw };
  }

  async function compareAndSet(key: string, expected: string | undefined, next: T) {
    await pause();
    if (conditional && texts.get(key) !== expected) return false;
    texts.set(key, JSON.stringify(onWrite(next)));
    return true;
  }

  return {
    read,
    compareAndSet,
    get: async (key) => (await read(key))?.value,
    async update(key, change) {
      for (;;) {
        const current = await read(key);
        const next = change(current?.value);
        if (await compareAndSet(key, current?.raw, next)) return next;
      }
    },
    async delete(key) {
      texts.delete(key);
    },
    async *entries() {
      for (const [key, raw] of texts) yield [key, JSON.parse(raw) as T];
    },
  };
}
