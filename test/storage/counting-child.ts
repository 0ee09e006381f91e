import { z } from "zod";
import { openStore } from "../../src/storage/open-store.ts";

/** Counts four records upwards for ever and says each count only after the store acknowledged it. */
const [path] = process.argv.slice(2);
const store = await openStore(`sqlite:${path}`);
const counters = store.records("counter", z.object({ count: z.int() }));

async function countUp(key: string): Promise<never> {
  for (;;) {
    const { count } = await counters.update(key, (last) => ({ count: (last?.count ?? 0) + 1 }));
    // Handed over before the next count: what a kill finds in a queue of ours was counted and never said.
    await new Promise((resolve) => process.stdout.write(`${key} ${count}\n`, resolve));
  }
}
await Promise.all(["a", "b", "c", "d"].map(countUp));
