import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { AppError, UpstreamError, UserError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { markGif } from "../../src/media/mark-gif.ts";
import type { DueJob, WakeupHandler } from "../../src/services/wakeups/wakeups.ts";
import { eventually } from "../support/eventually.ts";
import { bombGif, cutOff, tooManyFramesGif } from "../support/make-gif.ts";
import { begin, jobWorld, plainGif, plainPhoto, runToEnd } from "../support/job-world.ts";
import type { JobWorld, StartedMachine } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";

/** Every failure ends alike: one reply, credits back, a record that says delivered and keeps no token. */
async function expectFailure(
  world: JobWorld,
  started: StartedMachine,
  id: string,
  failure: object,
): Promise<void> {
  expect(world.reply.results).toEqual([]);
  expect(world.reply.failures).toEqual([expect.objectContaining(failure)]);
  expect(await started.records.get(id)).toMatchObject({
    state: "delivered",
    delivery: "failure",
    reply: { token: "" },
  });
  const account = await started.accounts.get("person:77");
  expect({ used: account?.used ?? 0, holds: account?.holds ?? {} }).toEqual({ used: 0, holds: {} });
}

describe("a job", () => {
  test("turns a GIF and a face into the swapped GIF, for the price of its frames", async () => {
    const world = await jobWorld({ creditsPerPeriod: 10 });
    const { provider, reply } = world;
    provider.progress = { stage: "drawing", done: 7, of: 20 };
    const started = await world.start();
    await runToEnd(started, world.request("1"));

    expect(reply.failures).toEqual([]);
    expect(reply.results).toEqual([
      {
        file: expect.any(Uint8Array),
        isStill: false,
        givenUp: [],
        frames: 20,
        faces: 1,
        unmet: [],
        spoiler: false,
        price: 2,
        creditsLeft: 8,
        resetsAt: expect.any(Number),
        personId: "77",
      },
    ]);
    // The provider does not mark its results.
    expect(Buffer.from(reply.results[0].file).equals(markGif(provider.result.bytes))).toBe(true);
    expect(reply.progresses.map(({ stage }) => stage)).toEqual([
      "fetching",
      "uploading",
      "uploading",
      "queued",
      "drawing",
      "finishing",
    ]);
    expect(reply.progresses).toContainEqual(
      expect.objectContaining({ stage: "drawing", done: 7, of: 20 }),
    );
    // Before anything is handed over.
    expect(reply.progresses[1]).toEqual({ stage: "uploading", quote: { price: 2, of: 10 } });
    expect(await started.accounts.get("person:77")).toMatchObject({
      used: 2,
      holds: noHolds,
      closed: { 1: { end: "settled", price: 2 } },
    });
    expect(await started.records.get("1")).toMatchObject({
      state: "delivered",
      delivery: "result",
      attempt: 1,
      reply: { token: "" },
    });
  });

  test("gives the API copies of what was checked, not the person's own links", async () => {
    const world = await jobWorld();
    await runToEnd(await world.start(), world.request("1"));
    const [task] = world.provider.tasks.values();
    expect(task).toEqual({
      model: "gif-face-swap",
      input: {
        video_url: expect.stringMatching(/\/files\/.*\.gif$/),
        new_face: expect.stringMatching(/\/files\/.*\.jpg$/),
      },
    });
    const { input } = task as { input: { video_url: string } };
    expect(world.provider.uploads.get(input.video_url)?.equals(plainGif(20))).toBe(true);
  });

  test("is one job however often its interaction is delivered", async () => {
    const world = await jobWorld();
    const started = await world.start();
    const { machine } = started;
    const created = await Promise.all([1, 2, 3].map(() => machine.create(world.request("1"))));
    expect(created.filter(Boolean).length).toBe(1);
    await machine.markAcked("1");
    await started.ended("1");
    expect(await machine.create(world.request("1"))).toBe(false);
    expect(world.provider.tasks.size).toBe(1);
    expect(world.reply.results.length).toBe(1);
  });

  test("is paid by the person's account in the server where the bot is, else by their own", async () => {
    const world = await jobWorld();
    const started = await world.start();
    await runToEnd(started, world.request("1", { guildId: "5" }));
    await runToEnd(started, world.request("2"));
    expect(await started.accounts.get("guild:5:77")).toMatchObject({ used: 2 });
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 2 });
  });

  test("is refused while the person has as many running and waiting as they may, and not afterwards", async () => {
    const world = await jobWorld({ maxRunningPerPerson: 1, maxWaitingPerPerson: 1 });
    world.provider.runningLooks = 5;
    const started = await world.start();
    const { machine } = started;
    const outcomes = await Promise.allSettled(
      ["1", "2", "3"].map((id) => machine.create(world.request(id))),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
    ]);
    await expect(machine.create(world.request("4"))).rejects.toMatchObject({
      code: "TOO_MANY_RUNNING",
      facts: { limit: 2 },
    });
    expect(await machine.create(world.request("5", { personId: "78" }))).toBe(true);
    await machine.markAcked("1");
    await started.ended("1");
    expect(await machine.create(world.request("6"))).toBe(true);
  });

  test("whose ack Discord did not take is forgotten and frees its place", async () => {
    const world = await jobWorld({ maxRunningPerPerson: 1, maxWaitingPerPerson: 0 });
    const started = await world.start();
    await started.machine.create(world.request("1"));
    await started.machine.drop("1");
    expect(await started.records.get("1")).toMatchObject({ state: "delivered", delivery: "lost" });
    expect(await started.machine.create(world.request("2"))).toBe(true);
    expect(world.provider.calls).toEqual([]);
  });

  test("is submitted while no other one is, so that a crash leaves one task at most that nobody knows of", async () => {
    const world = await jobWorld({ creditsPerPeriod: 100 });
    const { provider, reply } = world;
    const unanswered: ServerResponse[] = [];
    provider.faults.createTask.push({ answer: (response) => unanswered.push(response) });
    const started = await world.start();
    const ends = ["1", "2", "3"].map((id) => runToEnd(started, world.request(id)));
    const submits = () => provider.calls.filter((call) => call.endsWith("/job/CreateTask"));
    await eventually(() => expect(unanswered).toHaveLength(1));
    await eventually(() => expect(provider.uploads.size).toBe(6));
    await delay(200);
    expect(submits()).toHaveLength(1);

    const [task_id] = provider.tasks.keys();
    unanswered[0].end(JSON.stringify({ code: 200, message: "success", data: { task_id } }));
    await Promise.all(ends);
    expect(submits()).toHaveLength(3);
    expect(reply.results).toHaveLength(3);
  });

  test("keeps only as many files in memory as there are slots", async () => {
    const world = await jobWorld({ slots: 1, creditsPerPeriod: 100 });
    const started = await world.start();
    await Promise.all(["1", "2", "3", "4"].map((id) => runToEnd(started, world.request(id))));
    expect(world.reply.results.length).toBe(4);
  });
});

describe("bad input", () => {
  const noPhoto = Buffer.from("\x89PNG\r\n\x1a\n and then nothing", "latin1");
  type Make = () => Uint8Array | undefined | Promise<Uint8Array>;
  test.each<[string, "target" | "face", Make, object]>([
    ["a text called .gif", "target", () => Buffer.from("hello"), { code: "TARGET_NOT_GIF" }],
    ["a truncated GIF", "target", () => cutOff(plainGif(1), 0.9), { code: "TARGET_BROKEN" }],
    ["a GIF bomb", "target", bombGif, { code: "MEDIA_TOO_MANY_PIXELS" }],
    ["too many frames", "target", tooManyFramesGif, { code: "MEDIA_TOO_MANY_FRAMES" }],
    [
      "too many bytes",
      "target",
      () => Buffer.alloc(limits.maxTargetBytes + 1, "GIF89a"),
      { code: "MEDIA_TOO_LARGE" },
    ],
    ["a web page", "target", () => Buffer.from("<!doctype html>"), { code: "LINK_NOT_MEDIA" }],
    ["a dead link", "target", () => undefined, { code: "LINK_DEAD" }],
    ["a GIF for a face", "face", () => plainGif(2), { code: "FACE_NOT_IMAGE" }],
    ["a broken photo", "face", () => noPhoto, { code: "FACE_BROKEN" }],
    ["a tiny photo", "face", () => plainPhoto(8, 8), { code: "NO_FACE_IN_PHOTO" }],
    ["a dead link", "face", () => undefined, { code: "LINK_DEAD" }],
  ])("%s as the %s ends in one failure that names it", async (_, role, make, failure) => {
    const world = await jobWorld();
    const bytes = await make();
    const name = role === "target" ? "dance.gif" : "face.jpg";
    if (bytes) world.provider.cdn.set(name, bytes);
    else world.provider.cdn.delete(name);
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    await expectFailure(world, started, "1", {
      ...failure,
      facts: expect.objectContaining({ role }),
    });
    expect(world.provider.tasks.size).toBe(0);
    expect(await started.accounts.get("person:77")).toMatchObject({ log: [] });
  });

  test("a private link is refused before anything is asked of it", async () => {
    const world = await jobWorld();
    const started = await world.start();
    await runToEnd(
      started,
      world.request("1", {
        target: { url: "http://169.254.169.254/latest" },
        face: { url: "http://169.254.169.254/face" },
      }),
    );
    await expectFailure(world, started, "1", { code: "LINK_PRIVATE" });
    expect(world.provider.calls).toEqual([]);
  });

  test("an attachment that is too large is not even fetched", async () => {
    const world = await jobWorld();
    const started = await world.start();
    const target = { url: `${world.provider.origin}/cdn/huge.gif`, declaredBytes: 1e9 };
    await runToEnd(started, world.request("1", { target }));
    await expectFailure(world, started, "1", { code: "MEDIA_TOO_LARGE" });
    expect(world.provider.calls).not.toContain("GET /cdn/huge.gif");
  });

  test("a swap that costs more than is left is refused with the figures", async () => {
    const world = await jobWorld({ creditsPerPeriod: 1 });
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    await expectFailure(world, started, "1", {
      code: "NO_CREDITS",
      facts: expect.objectContaining({ price: 2, left: 1 }),
    });
    expect(world.provider.calls).not.toContain("GET /api/v1/client/files/upload-url");
  });
});

describe("handing over", () => {
  test("is tried again while Discord is down, and the person is charged once", async () => {
    const world = await jobWorld();
    world.reply.refusals.push(
      ...Array.from({ length: 12 }, () => new UpstreamError("REPLY_NOT_TAKEN", { next: "retry" })),
    );
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.results.length).toBe(1);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 2 });
  });

  test("of a result that Discord finds too large becomes a failure with the credits back", async () => {
    const world = await jobWorld();
    world.reply.refusals.push(new UserError("RESULT_TOO_LARGE"));
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    await expectFailure(world, started, "1", { code: "RESULT_TOO_LARGE" });
    expect(await started.accounts.get("person:77")).toMatchObject({
      closed: { 1: { end: "refunded" } },
    });
  });

  test("to a reply that is gone keeps the result, and gives the credits back when nobody comes for it", async () => {
    const world = await jobWorld({ keptMs: 100 });
    const gone = new UpstreamError("REPLY_NOT_TAKEN", { next: "give-up" });
    world.reply.refusals.push(gone, gone);
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply).toMatchObject({ results: [], failures: [], refusals: [] });
    expect(await started.records.get("1")).toMatchObject({ state: "delivered", delivery: "lost" });
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
  });

  test("of a kept result frees the person's place for another swap", async () => {
    const world = await jobWorld({ maxRunningPerPerson: 1, maxWaitingPerPerson: 0 });
    world.reply.refusals.push(new UpstreamError("REPLY_NOT_TAKEN", { next: "give-up" }));
    const started = await world.start();
    await begin(started, world.request("1"));
    await expect.poll(async () => (await started.records.get("1"))?.state).toBe("kept");
    expect(await started.machine.create(world.request("2"))).toBe(true);
    await expect(started.machine.create(world.request("3"))).rejects.toMatchObject({
      code: "TOO_MANY_RUNNING",
    });
  });
});

describe("a store that fails", () => {
  test("stops new jobs and never lets one through for free", async () => {
    const world = await jobWorld();
    const { machine, store } = await world.start();
    await store.close();
    await expect(machine.create(world.request("1"))).rejects.toMatchObject({
      code: "STORE_FAILED",
    });
    expect(world.provider.calls).toEqual([]);
  });

  test("between the ack and its note delays the job, and does not lose it", async () => {
    let later = 0;
    const world = await jobWorld({ clock: () => Date.now() + later });
    let broken = true;
    const started = await world.start({
      alter: (deps) => ({
        ...deps,
        records: {
          ...deps.records,
          async update(key, change) {
            if (broken) throw new AppError("STORE_FAILED");
            return deps.records.update(key, change);
          },
        },
      }),
    });
    await begin(started, world.request("1"));
    expect(await started.records.get("1")).toMatchObject({ state: "created" });
    broken = false;
    later = 20_000;
    await started.machine.markAcked("1");
    await started.ended("1");
    expect(world.reply.results.length).toBe(1);
  });

  test("that took a wake-up with it leaves a job that is seen to be overdue", async () => {
    const world = await jobWorld();
    let handler: WakeupHandler | undefined;
    const started = await world.start({
      alter: (deps) => ({
        ...deps,
        wakeups: { ...deps.wakeups, run: (given) => (handler = given) },
      }),
    });
    await started.recover();
    await started.machine.create(world.request("1"));
    const tenMinutesAgo = Date.now() - 600_000;
    await started.records.update("1", (job) => {
      if (!job) throw new Error("no job");
      return { ...job, state: "acked", createdAt: tenMinutesAgo, updatedAt: tenMinutesAgo };
    });
    const due: DueJob[] = [];
    for await (const one of handler?.unfinished() ?? []) due.push(one);
    expect(due).toMatchObject([{ jobId: "1", at: tenMinutesAgo }]);
  });

  test("in the middle of a job stops it, and it goes on by itself when the store is back", async () => {
    const world = await jobWorld();
    let broken = false;
    async function unlessBroken<T>(call: () => Promise<T>): Promise<T> {
      if (broken) throw new AppError("STORE_FAILED");
      return call();
    }
    const started: StartedMachine = await world.start({
      alter: (deps) => {
        return {
          ...deps,
          records: {
            ...deps.records,
            read: (key) => unlessBroken(() => deps.records.read(key)),
            update: (key, change) => unlessBroken(() => deps.records.update(key, change)),
          },
          ledger: {
            ...deps.ledger,
            settle: (booking) => unlessBroken(() => deps.ledger.settle(booking)),
          },
        };
      },
    });
    world.provider.onCreateTask = () => {
      broken = true;
    };
    await begin(started, world.request("1"));
    while (world.provider.tasks.size === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(world.reply).toMatchObject({ results: [], failures: [] });
    broken = false;
    await started.ended("1");
    expect(world.reply).toMatchObject({ results: [{ price: 2 }], failures: [] });
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 2, holds: noHolds });
  });
});
