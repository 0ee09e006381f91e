import { describe, expect, test } from "vitest";
import { z } from "zod";
import { sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { newJobRecord } from "../../src/services/job-record.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { reconcile } from "../../src/services/reconciler.ts";
import { jobWorld } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";

const hour = 60 * 60 * 1000;

/** A store with one hold of 3 credits, an hour old, and what reconciling it comes to. */
async function heldWorld(sweeps: readonly (() => Promise<void>)[] = []) {
  let later = 0;
  const clock = () => Date.now() + later;
  const world = await jobWorld({ clock });
  const started = await world.start();
  const ledger = createLedger({
    records: started.accounts,
    clock,
    period: "month",
    timeZone: "UTC",
  });
  const allowance = { credits: 10, from: "bot", account: "person:77", purse: "person" } as const;
  await ledger.hold({ jobId: "1", by: "77", why: "swap", price: 3, payers: [allowance] });
  const woken: string[] = [];
  const metrics = createMetrics();
  return {
    started,
    woken,
    metrics,
    pass: (ms: number) => void (later += ms),
    async write(change: Partial<JobRecord>) {
      const job = newJobRecord(world.request("1"), clock());
      await started.records.compareAndSet("1", undefined, { ...job, ...change });
    },
    account: () => started.accounts.get("person:77"),
    reconcile: () =>
      reconcile({
        jobs: started.records,
        accounts: started.accounts,
        ledger,
        wakeups: { schedule: async (jobId) => void woken.push(jobId) },
        clock,
        sleep,
        log: createLogger({ level: "silent" }),
        metrics,
        sweeps,
        maxJobMs: 25 * 60_000,
      }),
  };
}

describe("the reconciler", () => {
  test("gives back a hold whose job does not exist, once", async () => {
    const world = await heldWorld();
    world.pass(hour);
    expect(await world.reconcile()).toEqual({ orphanHolds: 1, endless: 0 });
    expect(await world.account()).toMatchObject({ used: 0, holds: noHolds });
    expect(await world.reconcile()).toEqual({ orphanHolds: 0, endless: 0 });
    expect(await world.metrics.text()).toContain('bot_reconciled_total{what="orphan-hold"} 1');
  });

  test("settles the hold of a job whose result was handed over, and gives back that of one that failed", async () => {
    const world = await heldWorld();
    await world.write({ state: "delivered", delivery: "result" });
    world.pass(hour);
    await world.reconcile();
    expect(await world.account()).toMatchObject({ used: 3, holds: noHolds });

    const other = await heldWorld();
    await other.write({ state: "delivered", delivery: "failure" });
    other.pass(hour);
    await other.reconcile();
    expect(await other.account()).toMatchObject({ used: 0, holds: noHolds });
  });

  test("leaves alone the hold of a job that runs, and a hold that is younger than its job's next write", async () => {
    const world = await heldWorld();
    expect(await world.reconcile()).toEqual({ orphanHolds: 0, endless: 0 });
    await world.write({ state: "submitted" });
    world.pass(20 * 60_000);
    expect(await world.reconcile()).toEqual({ orphanHolds: 0, endless: 0 });
    expect((await world.account())?.holds).toMatchObject({ 1: { price: 3 } });
  });

  test("wakes a job that has no end long after its time", async () => {
    const world = await heldWorld();
    await world.write({ state: "submitted" });
    world.pass(hour);
    expect(await world.reconcile()).toEqual({ orphanHolds: 0, endless: 1 });
    expect(world.woken).toEqual(["1"]);
  });

  test("leaves alone the hold of a job whose record cannot be read, and goes on with everything else", async () => {
    let swept = 0;
    const world = await heldWorld([async () => void (swept += 1)]);
    const { store } = world.started;
    await store.records("job", z.unknown()).compareAndSet("1", undefined, { v: 99 });
    world.pass(hour);
    expect(await world.reconcile()).toEqual({ orphanHolds: 0, endless: 0 });
    expect((await world.account())?.holds).toMatchObject({ 1: { price: 3 } });
    expect(swept).toBe(1);
  });

  test("keeps no sweep from its work because another one failed", async () => {
    let swept = 0;
    const world = await heldWorld([
      () => Promise.reject(new Error("a broken part")),
      async () => void (swept += 1),
    ]);
    expect(await world.reconcile()).toEqual({ orphanHolds: 0, endless: 0 });
    expect(swept).toBe(1);
  });
});
