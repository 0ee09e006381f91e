import { describe, expect, test } from "vitest";
import { AppError, UserError } from "../../src/core/errors.ts";
import { readMark } from "../../src/media/read-mark.ts";
import { eventually } from "../support/eventually.ts";
import { openPool } from "../support/open-pool.ts";
import { refusedJob, sampleJobs } from "../support/swap-jobs.ts";

const jobs = await sampleJobs();

describe("a pool of engine processes", () => {
  test("gives the swapped GIF, after news of every stage", async () => {
    await using world = await openPool();
    const stages: string[] = [];
    const outcome = await world.pool.swap(jobs.gif, {
      onProgress: ({ stage, done, of }) => {
        expect(done).toBeLessThanOrEqual(of);
        if (stages.at(-1) !== stage) stages.push(stage);
      },
    });
    expect(new TextDecoder().decode(outcome.bytes.subarray(0, 6))).toBe("GIF89a");
    expect(readMark(outcome.bytes)).toMatchObject({ aiEdited: true, madeHere: true });
    expect(outcome.framesSwapped).toBe(outcome.frames);
    expect(stages).toEqual(["loading", "finding", "drawing"]);
  });

  test("hands on what the person did wrong, and keeps the process", async () => {
    await using world = await openPool();
    const error = await world.pool.swap(refusedJob()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: "FACE_NOT_IMAGE" });
    await world.pool.swap(jobs.gif);
    expect(world.logLines).toEqual([]);
  });

  test("runs jobs in the order they came", async () => {
    await using world = await openPool();
    const ended: number[] = [];
    const four = [0, 1, 2, 3].map(async (index) => {
      await world.pool.swap(refusedJob()).catch(() => {});
      ended.push(index);
    });
    expect(world.pool.state().waiting).toBe(4);
    await Promise.all(four);
    expect(ended).toEqual([0, 1, 2, 3]);
  });

  test("runs as many jobs at once as it has processes", async () => {
    await using world = await openPool({ processes: 2 });
    await eventually(() => expect(world.pool.state().ready).toBe(2));
    const three = [jobs.gif, jobs.gif, jobs.gif].map((job) => world.pool.swap(job));
    expect(world.pool.state()).toEqual({ ready: 2, running: 2, waiting: 1 });
    await Promise.all(three);
    expect(world.pool.state()).toEqual({ ready: 2, running: 0, waiting: 0 });
  });

  test("refuses a job when as many wait as may wait", async () => {
    await using world = await openPool({ maxWaiting: 1 });
    await world.arm("job", "hang");
    const stop = new AbortController();
    const stuck = world.pool.swap(refusedJob(), { signal: stop.signal });
    await world.fired();
    const waiting = world.pool.swap(jobs.gif);
    await expect(world.pool.swap(jobs.gif)).rejects.toMatchObject({
      code: "QUEUE_FULL",
      facts: { limit: 1 },
    });
    stop.abort();
    await expect(stuck).rejects.toBe(stop.signal.reason);
    await expect(waiting).resolves.toMatchObject({ frames: 4, framesSwapped: 4 });
  });

  test("fails with what is wrong when the models cannot be had, and does not spin", async () => {
    const pauses: number[] = [];
    await using world = await openPool({
      // A folder cannot be made inside of a file.
      modelDirectory: import.meta.filename,
      sleep: async (ms, signal) => {
        pauses.push(ms);
        if (pauses.length === 3)
          await new Promise((resolve) => signal?.addEventListener("abort", resolve));
      },
    });
    await expect(world.pool.swap(jobs.gif)).rejects.toMatchObject({ code: "MODEL_UNUSABLE" });
    await eventually(() => expect(pauses).toEqual([250, 500, 1000]));
    expect(world.pool.state().ready).toBe(0);
  });
});

describe("an aborted job", () => {
  test("leaves the queue without touching the one that runs", async () => {
    await using world = await openPool();
    const running = world.pool.swap(jobs.gif);
    const stop = new AbortController();
    const queued = world.pool.swap(jobs.gif, { signal: stop.signal });
    stop.abort(new Error("changed my mind"));
    await expect(queued).rejects.toThrow("changed my mind");
    expect(world.pool.state().waiting).toBeLessThanOrEqual(1);
    await expect(running).resolves.toBeDefined();
  });

  test("is not even queued when its signal was aborted before", async () => {
    await using world = await openPool();
    const signal = AbortSignal.abort(new Error("too late"));
    await expect(world.pool.swap(jobs.gif, { signal })).rejects.toThrow("too late");
    expect(world.pool.state()).toMatchObject({ running: 0, waiting: 0 });
  });

  test("is stopped while it runs, and the next runs on a new process", async () => {
    await using world = await openPool();
    await world.arm("job", "hang");
    const stop = new AbortController();
    const running = world.pool.swap(jobs.gif, { signal: stop.signal });
    await world.fired();
    stop.abort(new Error("changed my mind"));
    await expect(running).rejects.toThrow("changed my mind");
    await expect(world.pool.swap(jobs.gif)).resolves.toBeDefined();
  });
});

describe("a pool that is closed", () => {
  test("ends what runs and what waits, and takes nothing more", async () => {
    await using world = await openPool({ processes: 2 });
    await world.arm("job", "hang");
    const ends = Promise.allSettled([0, 1, 2, 3].map(() => world.pool.swap(refusedJob())));
    await world.fired();
    await world.pool.close();
    const codes = (await ends).map((end) =>
      end.status === "rejected" && end.reason instanceof AppError ? end.reason.code : end.status,
    );
    expect(codes).toContain("SHUTTING_DOWN");
    await expect(world.pool.swap(refusedJob())).rejects.toMatchObject({ code: "SHUTTING_DOWN" });
    await world.pool.close();
  });

  test("does not wait for a process that has not finished its start", async () => {
    await using world = await openPool();
    await world.arm("start", "hang");
    const early = world.pool.swap(refusedJob());
    void world.pool.close();
    await expect(early).rejects.toMatchObject({ code: "SHUTTING_DOWN" });
    await world.pool.close();
  });
});
