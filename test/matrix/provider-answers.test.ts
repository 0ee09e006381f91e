import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { Fault } from "../support/fake-provider.ts";
import { begin, jobWorld, runToEnd } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";

const isLook = (call: string) => call.endsWith("TaskInfo");
const isSubmit = (call: string) => call.endsWith("CreateTask");
const people = ["1", "2", "3"];
const longest = { timeout: 60_000 };

describe("provider 429", () => {
  test.each<[string, () => string | undefined]>([
    ["and a Retry-After in seconds", () => "60"],
    ["and a Retry-After that is a date", () => new Date(Date.now() + 60_000).toUTCString()],
    ["and no word about how long", () => undefined],
  ])(
    "%s: no request before the time; other keys go on; no job fails, and holds are kept",
    async (_, retryAfter) => {
      // A clock that stands still but for the test: "before the time" is then as long as the test likes.
      let now = Date.now();
      const world = await jobWorld({ clock: () => now, maxJobMs: 600_000 });
      const { provider, request, reply } = world;
      provider.runningLooks = Infinity;
      const started = await world.start();
      for (const id of people) await begin(started, request(id, { personId: `7${id}` }));
      const wakeAll = async () => {
        now += 100;
        for (const id of people) await started.wakeups.schedule(id, 0);
      };
      await vi.waitFor(async () => {
        await wakeAll();
        expect(provider.tasks.size).toBe(people.length);
      }, longest);
      const asked = retryAfter();
      provider.faults.taskInfo.push({ code: 429, ...(asked && { retryAfter: asked }) });
      const busy = { code: "SWAP_API_BUSY" };
      await vi.waitFor(async () => {
        await wakeAll();
        expect(provider.faults.taskInfo).toEqual([]);
        await expect(started.api.balance()).rejects.toMatchObject(busy);
      }, longest);
      // What was on its way arrives first.
      let before = -1;
      while (before !== provider.calls.length) {
        before = provider.calls.length;
        await delay(200);
      }
      for (let round = 0; round < 10; round += 1) {
        await wakeAll();
        await delay(10);
      }
      expect(provider.calls).toHaveLength(before);
      const other = await world.start({ storeUrl: `${world.storeUrl}-of-another-key` });
      expect(await other.api.balance()).toBeGreaterThan(0);
      for (const id of people) {
        expect(await started.records.get(id)).toMatchObject({ state: "submitted" });
        expect(Object.keys((await started.accounts.get(`person:7${id}`))?.holds ?? {})).toEqual([
          id,
        ]);
      }

      provider.runningLooks = 0;
      now += 80_000;
      await vi.waitFor(async () => {
        await wakeAll();
        expect(reply.results).toHaveLength(people.length);
      }, longest);
      expect(reply.failures).toEqual([]);
    },
  );

  test("and a Retry-After of an hour: no request before it, and who would have waited longer than a job may gets the credits back", async () => {
    const world = await jobWorld({ maxJobMs: 25 * 60_000 });
    const { provider, reply } = world;
    provider.faults.taskInfo.push({ code: 429, retryAfter: "3600" });
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(provider.calls.filter(isLook)).toHaveLength(1);
    expect(reply.failures).toHaveLength(1);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
    await expect(started.machine.create(world.request("2"))).rejects.toMatchObject({
      code: "SWAP_API_BUSY",
    });
  });
});

describe("5xx on a look", () => {
  test.each([500, 502, 503, 504])(
    "%i on a look at the task: retried with back-off, the job ends when it heals, and is charged once",
    async (code) => {
      const world = await jobWorld();
      world.provider.faults.taskInfo.push({ code }, { code }, { code });
      const started = await world.start();
      await runToEnd(started, world.request("1"));
      expect(world.reply).toMatchObject({ results: [{}], failures: [] });
      expect(world.provider.tasks.size).toBe(1);
      const account = await started.accounts.get("person:77");
      expect(account?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
    },
  );

  test("that does not heal: the credits come back at the deadline", async () => {
    const world = await jobWorld({ maxJobMs: 3_000, halfOpenAfterMs: 100 });
    const { provider, reply } = world;
    provider.faults.taskInfo.push(...Array.from({ length: 5_000 }, () => ({ code: 503 })));
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    // Whichever word its last look had before the time was up.
    const words = ["SWAP_TIMED_OUT", "SWAP_API_BUSY", "SWAP_API_UNREACHABLE"];
    expect(words).toContain(reply.failures[0]?.code);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
    expect(provider.calls.filter(isLook).length).toBeGreaterThan(1);
  });
});

describe("5xx, time-out or reset on a submit after its body was sent", () => {
  test.each<[string, Fault]>([
    ["500", { codeAfterwards: 500 }],
    ["502", { codeAfterwards: 502 }],
    ["503", { codeAfterwards: 503 }],
    ["504", { codeAfterwards: 504 }],
    ["a reset", "cut"],
    // The call's own time is up before anything comes.
    ["silence", { answer: () => {} }],
  ])(
    'after %s, "submitting" stands in the record, there is one more submit at most, and one charge',
    async (_, fault) => {
      const world = await jobWorld({ maxJobMs: 120_000 });
      const { provider, reply } = world;
      const statesAtSubmit: unknown[] = [];
      provider.faults.createTask.push(fault);
      const started = await world.start();
      provider.onCall = (call) => {
        if (isSubmit(call)) {
          void started.records.get("1").then((job) => statesAtSubmit.push(job?.state));
        }
      };
      await runToEnd(started, world.request("1"));
      expect(statesAtSubmit).toEqual(["submitting", "submitting"]);
      expect(provider.calls.filter(isSubmit)).toHaveLength(2);
      expect(reply).toMatchObject({ results: [{}], failures: [] });
      const account = await started.accounts.get("person:77");
      expect(account).toMatchObject({ used: 2, holds: noHolds });
      expect(account?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
    },
  );
});

describe("DNS failure", () => {
  // A top-level domain that is promised never to exist (RFC 6761).
  const nowhere = "http://nobody.invalid";

  test("of the swap API's name: tried again for a while, then the job fails with its credits back, and others go on", async () => {
    const world = await jobWorld();
    const cdnOrigin = world.provider.origin;
    const lost = await world.start({ apiOrigin: nowhere, cdnOrigin });
    await begin(lost, world.request("1"));
    const other = await world.start({ storeUrl: `${world.storeUrl}-of-another-bot` });
    await runToEnd(other, world.request("2"));
    expect(world.reply.results).toHaveLength(1);
    await lost.ended("1");
    expect(world.reply.failures).toMatchObject([{ code: "SWAP_API_UNREACHABLE" }]);
    expect(await lost.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
    expect(world.provider.tasks.size).toBe(1);
  });

  test("of the result's host: tried again for a while, then the job fails with its credits back", async () => {
    const world = await jobWorld({ maxJobMs: 3_000 });
    world.provider.end = { status: "success", mediaUrls: [`${nowhere}/result.gif`] };
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply).toMatchObject({ results: [], failures: [{}] });
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
  });

  test("of a person's link: refused in a sentence about that file, and nothing is held or called", async () => {
    const world = await jobWorld();
    const started = await world.start();
    const face = { url: `${nowhere}/face.jpg` };
    await runToEnd(started, world.request("1", { face }));
    expect(world.reply.failures).toMatchObject([{ facts: { role: "face" } }]);
    expect(world.provider.calls.filter(isSubmit)).toEqual([]);
    expect((await started.accounts.get("person:77"))?.log).toEqual([]);
  });
});
