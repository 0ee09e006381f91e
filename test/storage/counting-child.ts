import { z } from "zod";
import { openStore } from "../../src/storage/open-store.ts";

/** Counts four records upwards for ever and says each count only after the store acknowledged it. */
const [path] = process.argv.slice(2);
const store = await openStore(`sqlite:${path}`);
const counters = store.records("counter", z.object({ count: z.int() }));

async function countUp(key: string): Promise<never> {
  for (;;) {
    const { count } = await counters.update(key, (last) => ({ count: (last?.count ?? 0) + 1 }));
    // Synchronous on a pipe, and it waits for a reader that is slow.
    process.stdout.write(`${key} ${count}\n`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
await Promise.all(["a", "b", "c", "d"].map(countUp));
