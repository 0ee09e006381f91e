import { array, assert, constantFrom, nat, property, record } from "fast-check";
import { expect, test } from "vitest";
import { sleep } from "../../../src/core/deadline.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createDueHeap } from "../../../src/services/wakeups/due-heap.ts";
import { createEmbeddedWakeups } from "../../../src/services/wakeups/embedded-wakeups.ts";
import { wakeupsContract } from "./wakeups-contract.ts";

const log = createLogger({ level: "silent" });

wakeupsContract("of one process", async (selfHealMs) =>
  createEmbeddedWakeups({ clock: Date.now, sleep, log, selfHealMs }),
);

test("a clock that is set back for a day does not keep the wake-ups asleep", async () => {
  let now = Date.now();
  const asked: number[] = [];
  const wakeups = createEmbeddedWakeups({
    clock: () => now,
    async sleep(ms, signal) {
      asked.push(ms);
      await sleep(1, signal);
    },
    log,
  });
  const woken: string[] = [];
  wakeups.run({ wake: async (jobId) => void woken.push(jobId), async *unfinished() {} });
  await wakeups.schedule("1", now + 10_000);
  now -= 24 * 60 * 60 * 1000;
  await expect.poll(() => asked.length).toBeGreaterThan(5);
  expect(Math.max(...asked)).toBeLessThanOrEqual(60_000);
  await wakeups.schedule("1", now);
  await expect.poll(() => woken).toEqual(["1"]);
  await wakeups.close();
});

test("the heap gives every job once, at the earliest time asked for, in order", () => {
  const asks = array(record({ jobId: constantFrom("a", "b", "c", "d", "e", "f"), at: nat(50) }), {
    maxLength: 60,
  });
  assert(
    property(asks, (given) => {
      const heap = createDueHeap();
      const earliest = new Map<string, number>();
      for (const { jobId, at } of given) {
        heap.add(jobId, at);
        earliest.set(jobId, Math.min(at, earliest.get(jobId) ?? Infinity));
      }
      const taken = [];
      for (let due = heap.take(); due; due = heap.take()) taken.push(due);
      expect(new Map(taken.map(({ jobId, at }) => [jobId, at]))).toEqual(earliest);
      expect(taken).toHaveLength(earliest.size);
      expect(taken.map(({ at }) => at)).toEqual(
        taken.map(({ at }) => at).toSorted((a, b) => a - b),
      );
    }),
  );
});
