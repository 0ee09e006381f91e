import { EventEmitter, once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import type { DueJob, Wakeups } from "../../../src/services/wakeups/wakeups.ts";

/**
 * What every way of waking jobs promises.
 * @param open a fresh set of wake-ups, looking for lost jobs this often
 */
export function wakeupsContract(
  name: string,
  open: (selfHealMs: number) => Promise<Wakeups>,
): void {
  /** Wake-ups that write down whom they woke. */
  async function start(options: { lost?: DueJob[]; wake?: (jobId: string) => Promise<void> } = {}) {
    const wakeups = await open(50);
    onTestFinished(() => wakeups.close());
    const woken: string[] = [];
    wakeups.run({
      async wake(jobId) {
        woken.push(jobId);
        await options.wake?.(jobId);
      },
      async *unfinished() {
        yield* options.lost ?? [];
      },
    });
    return { wakeups, woken };
  }

  describe(`wake-ups ${name}`, () => {
    test("wake a job whose time has come, and no other", async () => {
      const { wakeups, woken } = await start();
      await wakeups.schedule("1", Date.now() - 1000);
      await wakeups.schedule("2", Date.now() + 3_600_000);
      await expect.poll(() => woken, { timeout: 10_000 }).toEqual(["1"]);
    });

    test("wake in the order in which jobs are due, not the order of asking", async () => {
      const { wakeups, woken } = await start();
      const now = Date.now();
      await wakeups.schedule("late", now + 3_000);
      await wakeups.schedule("soon", now + 1_000);
      await expect.poll(() => woken, { timeout: 10_000 }).toEqual(["soon", "late"]);
    });

    test("wake a job earlier when that is asked for later", async () => {
      const { wakeups, woken } = await start();
      await wakeups.schedule("1", Date.now() + 3_600_000);
      await wakeups.schedule("1", Date.now());
      await expect.poll(() => woken, { timeout: 10_000 }).toEqual(["1"]);
    });

    test("wake a job again that was scheduled while it was worked on", async () => {
      let times = 0;
      const started = await start({
        async wake(jobId) {
          times += 1;
          if (times < 3) await started.wakeups.schedule(jobId, Date.now() + 5 * times);
        },
      });
      await started.wakeups.schedule("1", Date.now());
      await expect.poll(() => started.woken, { timeout: 10_000 }).toEqual(["1", "1", "1"]);
    });

    test("wake the others although one cannot be worked on", async () => {
      const { wakeups, woken } = await start({
        async wake(jobId) {
          if (jobId === "1") throw new Error("no");
        },
      });
      await wakeups.schedule("1", Date.now());
      await wakeups.schedule("2", Date.now());
      await expect
        .poll(() => [...new Set(woken)].toSorted(), { timeout: 10_000 })
        .toEqual(["1", "2"]);
    });

    test("find a job whose wake-up got lost", async () => {
      const { woken } = await start({ lost: [{ jobId: "lost", at: 1 }] });
      await expect.poll(() => woken, { timeout: 10_000 }).toContain("lost");
    });

    test("wake nobody after they were closed, and wait for who is awake", async () => {
      const gate = new EventEmitter();
      const { wakeups, woken } = await start({ wake: async () => void (await once(gate, "open")) });
      await wakeups.schedule("1", Date.now());
      await expect.poll(() => woken, { timeout: 10_000 }).toEqual(["1"]);
      await wakeups.schedule("2", Date.now() + 50);
      let isClosed = false;
      const close = async () => {
        await wakeups.close();
        isClosed = true;
      };
      const closed = close();
      await delay(150);
      expect({ isClosed, woken }).toEqual({ isClosed: false, woken: ["1"] });
      gate.emit("open");
      await closed;
      expect(woken).toEqual(["1"]);
    });
  });
}
