import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { createLogger } from "../../src/core/logger.ts";
import { createTokenBucket } from "../../src/services/token-bucket.ts";
import { createPollSchedule } from "../../src/services/poll-schedule.ts";
import { begin, jobWorld, runToEnd } from "../support/job-world.ts";
import type { JobWorld, StartedMachine } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";

const isLook = (call: string) => call.endsWith("TaskInfo");

/** Begins this many jobs, each of another person. */
async function beginMany(
  world: JobWorld,
  started: StartedMachine,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1));
  for (const id of ids) await begin(started, world.request(id, { personId: `7${id}` }));
  return ids;
}

const busy = { code: "SWAP_API_BUSY", retryAfterMs: expect.any(Number) };

const unknownTask = "00000000-0000-4000-8000-000000000000";

describe("the key of a swap API", () => {
  test("makes no call before the Retry-After that any one of its jobs was given", async () => {
    let later = 0;
    const world = await jobWorld({ clock: () => Date.now() + later, maxJobMs: 600_000 });
    const { provider } = world;
    provider.runningLooks = Infinity;
    const started = await world.start();
    const ids = await beginMany(world, started, 5);
    while (provider.tasks.size < 5) await delay(5);
    provider.faults.taskInfo.push({ code: 429, retryAfter: "60" });
    provider.runningLooks = 3;
    // From here on nobody of this key is let through; what was on its way before is no news to anybody.
    await vi.waitFor(() => expect(started.api.balance()).rejects.toMatchObject(busy), 30_000);
    const looks = () => provider.calls.filter(isLook).length;
    let before = -1;
    while (before !== looks()) {
      before = looks();
      await delay(300);
    }
    expect(world.reply.results.length).toBeLessThan(5);
    later += 80_000;
    await started.wakeups.schedule("1", 0);
    await Promise.all(ids.map((id) => started.ended(id)));
    expect(world.reply.results).toHaveLength(5);
    expect(world.reply.failures).toEqual([]);
  });

  test.each([
    ["an hour passes although more was asked for", "Fri, 31 Dec 2999 23:59:59 GMT", 80 * 60_000],
    ["the clock was set back", "60", -24 * 60 * 60_000],
  ])("is let through again when %s", async (_, retryAfter, passed) => {
    let later = 0;
    const world = await jobWorld({ clock: () => Date.now() + later });
    world.provider.faults.taskInfo.push({ code: 429, retryAfter });
    const { api } = await world.start();
    await expect(api.taskInfo(unknownTask)).rejects.toMatchObject({ code: "SWAP_API_BUSY" });
    await expect(api.taskInfo(unknownTask)).rejects.toMatchObject(busy);
    expect(world.provider.calls).toHaveLength(1);
    later = passed;
    expect(await api.taskInfo(unknownTask)).toEqual({ kind: "unknown" });
  });

  test("spreads the calls of all jobs over time, and every job ends", async () => {
    const world = await jobWorld({ callsPerSecond: 25 });
    world.provider.runningLooks = 2;
    const beganAt = Date.now();
    const started = await world.start();
    const ids = await beginMany(world, started, 12);
    await Promise.all(ids.map((id) => started.ended(id)));
    expect(world.reply.results).toHaveLength(12);
    const calls = world.provider.calls.filter((call) => call.includes("/api/")).length;
    // Each upload is one call of ours and two requests.
    const ours = calls;
    expect(Date.now() - beganAt).toBeGreaterThanOrEqual(((ours - 25 - 1) / 25) * 1000);
  });

  test.each([
    [402, "SWAP_API_CREDITS"],
    [401, "SWAP_API_KEY"],
    [403, "SWAP_API_KEY"],
  ])(
    "that is refused with %i: submits stop on the key, the owner is told once, waiting people hear why, holds are released",
    async (code, expected) => {
      const lines: string[] = [];
      const log = createLogger({
        level: "error",
        destination: { write: (line) => void lines.push(line) },
      });
      const world = await jobWorld({ log });
      const { provider, reply } = world;
      provider.faults.createTask.push({ code }, { code }, { code });
      const started = await world.start();
      const ids = await beginMany(world, started, 3);
      await Promise.all(ids.map((id) => started.ended(id)));
      expect(reply.failures.map((failure) => failure.code)).toEqual([expected, expected, expected]);
      for (const id of ids) {
        expect(await started.accounts.get(`person:7${id}`)).toMatchObject({
          used: 0,
          holds: noHolds,
        });
      }
      expect(lines.filter((line) => line.includes("does not take our key"))).toHaveLength(1);
      await expect(started.machine.create(world.request("9"))).rejects.toMatchObject({
        code: expected,
      });
      expect(provider.tasks.size).toBe(0);
    },
  );

  test("of a service that fails is left alone, lets nobody new in, and running jobs go on when it heals", async () => {
    const world = await jobWorld({ halfOpenAfterMs: 3_000 });
    const { provider } = world;
    provider.runningLooks = Infinity;
    const started = await world.start();
    const ids = await beginMany(world, started, 4);
    while (provider.tasks.size < 4) await delay(5);
    provider.faults.taskInfo.push(...Array.from({ length: 1000 }, () => ({ code: 503 })));
    const refused = async () => {
      try {
        return (await started.machine.create(world.request("9"))) ? "taken" : "known";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    let answer = "";
    while (answer !== "SWAP_API_BUSY") {
      answer = started.api.refusal()?.code ?? "";
      await delay(5);
    }
    expect(await refused()).toBe("SWAP_API_BUSY");
    const looks = provider.calls.filter(isLook).length;
    await delay(150);
    expect(provider.calls.filter(isLook).length - looks).toBeLessThanOrEqual(4);
    provider.faults.taskInfo.length = 0;
    provider.runningLooks = 0;
    await Promise.all(ids.map((id) => started.ended(id)));
    expect(world.reply).toMatchObject({ failures: [], results: [{}, {}, {}, {}] });
    expect(await refused()).toBe("taken");
  });

  test("that is busy costs no attempt: a submit that did not go out is not an unclear one", async () => {
    const world = await jobWorld();
    world.provider.faults.createTask.push({ code: 429, retryAfter: "0.05" });
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(await started.records.get("1")).toMatchObject({ attempt: 1, delivery: "result" });
    expect(world.provider.tasks.size).toBe(1);
  });
});

describe("a token bucket", () => {
  test("gives its burst at once, then one token after another, in step with the clock", () => {
    let now = 0;
    const bucket = createTokenBucket(() => now, 10, 3);
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1000))).toEqual([0, 0, 0, 100, 200]);
    now += 200;
    expect(bucket.take(1000)).toBe(100);
    now += 10_000;
    expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([0, 0, 0, undefined]);
  });

  test("neither fills nor empties when the clock is set back", () => {
    let now = 1_000_000;
    const bucket = createTokenBucket(() => now, 10, 2);
    bucket.take(0);
    now -= 500_000;
    expect([bucket.take(0), bucket.take(0)]).toEqual([0, undefined]);
    now += 100;
    expect(bucket.take(0)).toBe(0);
  });
});

describe("the first look at a task", () => {
  test("comes when a quarter of the tasks of its size was done so far", () => {
    const schedule = createPollSchedule({ firstMs: 5000, minMs: 2000, random: () => 0.5 });
    expect(schedule.first(100)).toBe(5000);
    for (const seconds of [8, 30, 10, 40, 9, 20, 50, 12]) schedule.learn(100, seconds * 1000);
    expect(schedule.first(120)).toBe(10_000);
    expect(schedule.first(10)).toBe(5000);
  });

  test("forgets tasks of long ago, and never waits for longer than a minute", () => {
    const schedule = createPollSchedule({ minMs: 1000, random: () => 0.5 });
    for (let task = 0; task < 50; task += 1) schedule.learn(1, 3000);
    for (let task = 0; task < 50; task += 1) schedule.learn(1, 600_000);
    expect(schedule.first(1)).toBe(60_000);
  });
});
