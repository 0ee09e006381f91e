import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { startCallbacks } from "../../src/http/start-callbacks.ts";
import { createCallbackAddresses } from "../../src/services/provider-callbacks.ts";
import type { HearCallback } from "../../src/services/provider-callbacks.ts";
import { eventually } from "../support/eventually.ts";
import { begin, jobWorld, runToEnd } from "../support/job-world.ts";
import type { MachineOptions } from "../support/open-machine.ts";

/** Long enough that no job of a test would be finished by its own looking. */
const hourMs = 3_600_000;
const never = { first: () => hourMs, next: () => hourMs, learn: () => {} };

async function post(url: string, body: unknown): Promise<number> {
  const headers = { "content-type": "application/json" };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return (await fetch(url, { method: "POST", headers, body: text })).status;
}

const nobody: HearCallback = async () => false;

/** A machine whose provider is told where to call back, and the socket that hears it. */
async function worldWithCallbacks(options: Partial<MachineOptions> & { polls?: boolean } = {}) {
  const { polls = false, ...machineOptions } = options;
  let hear = nobody;
  const side = await startCallbacks({
    host: "127.0.0.1",
    port: 0,
    hear: (...heard) => hear(...heard),
  });
  onTestFinished(() => side.close());
  const world = await jobWorld({
    ...machineOptions,
    alter: (deps) => ({
      ...deps,
      newCallbackAddress: createCallbackAddresses(side.url, randomBytes),
      ...(!polls && { schedule: never }),
    }),
  });
  const started = await world.start();
  hear = started.hearCallback;
  const addressOf = () => {
    const [task] = world.provider.tasks.values();
    return task?.callback_url ?? "";
  };
  const looks = () => world.provider.calls.filter((call) => call.endsWith("TaskInfo")).length;
  return { ...world, started, addressOf, looks };
}

describe("callbacks forged, early, late, twice: one settlement, one final edit, no storm of looks. A callback", () => {
  test("brings the next look forward, and TaskInfo decides what it finds", async () => {
    const { provider, reply, request, started, addressOf, looks } = await worldWithCallbacks();
    provider.runningLooks = 1;
    await begin(started, request("1"));
    await eventually(() => expect(addressOf()).toContain("/cb/1/"));
    while ((await started.records.get("1"))?.state !== "submitted") await delay(3);
    const [task_id] = provider.tasks.keys();
    const forged = { task_id, status: "failed", result: { code: 501, message: "ha" } };
    expect(await post(addressOf(), forged)).toBe(200);
    await eventually(() => expect(looks()).toBe(1));
    expect(reply.failures).toEqual([]);
    expect(await post(addressOf(), forged)).toBe(200);
    await started.ended("1");
    expect(reply.results).toHaveLength(1);
    expect((await started.accounts.get("person:77"))?.used).toBe(2);
  });

  test.each(["enveloped", "twice", "never"] as const)(
    "that comes %s settles the job once, since it looks by itself, too",
    async (callbacks) => {
      const { provider, reply, request, started } = await worldWithCallbacks({ polls: true });
      provider.callbacks = callbacks;
      await runToEnd(started, request("1"));
      expect(reply.results).toHaveLength(1);
      const account = await started.accounts.get("person:77");
      expect(account).toMatchObject({ used: 2, closed: { 1: { end: "settled" } } });
    },
  );

  test("that comes before CreateTask has answered tells which task it made, so that none is made again", async () => {
    const { provider, reply, request, started } = await worldWithCallbacks({
      polls: true,
      unclearWaitMs: hourMs,
    });
    provider.callbacks = "early";
    provider.runningLooks = 0;
    provider.faults.createTask.push("cut");
    await runToEnd(started, request("1"));
    expect(provider.tasks.size).toBe(1);
    expect(reply.results).toHaveLength(1);
  });

  test("that names a task which the API does not know is no reason to believe in it", async () => {
    const { provider, reply, request, started } = await worldWithCallbacks({
      polls: true,
      unclearWaitMs: 200,
    });
    provider.faults.createTask.push({ codeAfterwards: 500 });
    let address = "";
    provider.onCreateTask = () => {
      address = [...provider.tasks.values()].at(-1)?.callback_url ?? "";
      provider.onCreateTask = () => {};
    };
    await begin(started, request("1"));
    await eventually(() => expect(address).not.toBe(""));
    const unknown = "6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11";
    await post(address, { task_id: unknown, status: "success" });
    await started.ended("1");
    expect(reply.results).toHaveLength(1);
    expect(provider.tasks.size).toBe(2);
  });

  test("at an address that was never given is a 404 and causes no look", async () => {
    const { request, started, addressOf, looks } = await worldWithCallbacks();
    await begin(started, request("1"));
    await eventually(() => expect(addressOf()).not.toBe(""));
    const { origin } = new URL(addressOf());
    const token = addressOf().split("/").at(-1) ?? "";
    for (const path of [
      `/cb/1/${token.slice(1)}x`,
      `/cb/2/${token}`,
      `/cb/..%2F1/${token}`,
      `/cb/constructor/${token}`,
      "/cb/1/",
    ]) {
      expect(await post(origin + path, {})).toBe(404);
    }
    expect(looks()).toBe(0);
  });

  test("at the address of an earlier submit is a 404", async () => {
    const { provider, request, started } = await worldWithCallbacks({ polls: true });
    provider.faults.createTask.push({ codeAfterwards: 500 });
    await runToEnd(started, request("1"));
    const [first, second] = [...provider.tasks.values()].map(({ callback_url }) => callback_url);
    expect(first).not.toBe(second);
    expect(await post(first ?? "", {})).toBe(404);
    expect(await post(second ?? "", {})).toBe(200);
  });

  test("may be anything: what is no JSON, too large or too often is turned away, and nothing else happens", async () => {
    const { request, started, addressOf, looks } = await worldWithCallbacks();
    await begin(started, request("1"));
    await eventually(() => expect(addressOf()).not.toBe(""));
    expect(await post(addressOf(), "{")).toBe(400);
    expect(await post(addressOf(), JSON.stringify({ pad: "x".repeat(70_000) }))).toBe(413);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push(await post(addressOf(), { task_id: "other" }));
    expect(statuses.at(-1)).toBe(429);
    expect(looks()).toBe(0);
  });
});
