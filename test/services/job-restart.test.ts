import { describe, expect, test } from "vitest";
import { sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createEmbeddedWakeups } from "../../src/services/wakeups/embedded-wakeups.ts";
import { openSqliteDatabase } from "../../src/storage/sqlite-database.ts";
import { begin, jobWorld, runToEnd } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";

describe("closing", () => {
  test("lets no new job in, ends every pause, and the job goes on at the next start", async () => {
    const world = await jobWorld();
    world.provider.runningLooks = Infinity;
    const first = await world.start();
    await begin(first, world.request("1"));
    while (world.provider.tasks.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.machine.close(5000);
    await expect(first.machine.create(world.request("2"))).rejects.toMatchObject({
      code: "SHUTTING_DOWN",
    });
    await first.close();
    expect(world.reply).toMatchObject({ results: [], failures: [] });

    world.provider.runningLooks = 0;
    const second = await world.start();
    expect(await second.recover()).toBe(1);
    await second.ended("1");
    expect(world.reply.results.length).toBe(1);
    expect(world.provider.tasks.size).toBe(1);
  });

  test("breaks off a step that does not end in time", async () => {
    const world = await jobWorld();
    world.provider.faults.taskInfo.push("silent");
    const started = await world.start();
    await begin(started, world.request("1"));
    const asked = () => world.provider.calls.includes("GET /api/v1/client/job/TaskInfo");
    while (!asked()) await new Promise((resolve) => setTimeout(resolve, 5));
    await started.machine.close(20);
    expect(await started.records.get("1")).toMatchObject({ state: "submitted" });
    expect(world.reply).toMatchObject({ results: [], failures: [] });
  });
});

describe("a restart", () => {
  test.each([
    ["past the job's deadline tells the person", 13, "failure", ["SWAP_TIMED_OUT"]],
    ["past the life of the reply tells nobody", 16, "lost", []],
  ])("%s, and gives the credits back", async (_, minutes, delivery, told) => {
    let later = 0;
    const world = await jobWorld({ clock: () => Date.now() + later, maxJobMs: 12 * 60_000 });
    world.provider.runningLooks = Infinity;
    const first = await world.start();
    await begin(first, world.request("1"));
    while (world.provider.tasks.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.close();

    later += minutes * 60_000;
    const second = await world.start();
    expect((await second.accounts.get("person:77"))?.holds).toMatchObject({ 1: { price: 2 } });
    await second.recover();
    await second.ended("1");
    expect(await second.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
    expect(await second.records.get("1")).toMatchObject({ state: "delivered", delivery });
    expect(world.reply.failures.map(({ code }) => code)).toEqual(told);
  });

  test("forgets jobs that were delivered more than an hour ago", async () => {
    let later = 0;
    const world = await jobWorld({ clock: () => Date.now() + later });
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    await started.close();
    later += 50 * 60 * 1000;
    const second = await world.start();
    await second.recover();
    expect(await second.records.get("1")).toBeDefined();
    await second.close();
    later += 20 * 60 * 1000;
    const third = await world.start();
    expect(await third.recover()).toBe(0);
    expect(await third.records.get("1")).toBeUndefined();
  });

  test("passes over records that cannot be read, says so once, counts them, and goes on with the others", async () => {
    const said: unknown[] = [];
    const write = (line: string) => void said.push((JSON.parse(line) as { jobId: string }).jobId);
    const log = createLogger({ level: "error", destination: { write } });
    const world = await jobWorld({ log });
    world.provider.runningLooks = Infinity;
    const first = await world.start();
    await begin(first, world.request("5"));
    while (world.provider.tasks.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.close();
    const database = await openSqliteDatabase(world.storeUrl.slice("sqlite:".length));
    const insert = "INSERT INTO records (key, value) VALUES (?, ?)";
    database.run(insert, "job:3", "no JSON");
    database.run(insert, "job:7", '{"value":{"v":99}}');
    database.close();

    world.provider.runningLooks = 0;
    const wakeups = createEmbeddedWakeups({ clock: Date.now, sleep, log, selfHealMs: 50 });
    const second = await world.start({ wakeups });
    expect(await second.recover()).toBe(1);
    await second.ended("5");
    expect(world.reply.results).toHaveLength(1);
    // Looked at again and again, and said once.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(said).toEqual(["3", "7"]);
    expect(await second.metrics.text()).toContain('bot_jobs{state="unreadable"} 2');
    await expect(second.records.get("7")).rejects.toMatchObject({ code: "STORE_FAILED" });
  });
});
