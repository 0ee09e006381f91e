import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { programAt } from "../support/compiled-programs.ts";
import { canInspectProcesses, engineProcessesOf, isRunning } from "../support/engine-processes.ts";
import { eventually } from "../support/eventually.ts";
import { modelDirectory } from "../support/face-models.ts";
import { openPool } from "../support/open-pool.ts";
import { refusedJob, sampleJobs } from "../support/swap-jobs.ts";

const jobs = await sampleJobs();

describe("an engine process that fails", () => {
  test.each([
    { failure: "crash", why: "crashes" },
    { failure: "babble", why: "breaks the protocol" },
  ] as const)("costs its own job when it $why, and is replaced", async ({ failure }) => {
    await using world = await openPool();
    await world.arm("job", failure);
    const before = world.pool.swap(jobs.gif);
    const after = world.pool.swap(jobs.gif);
    await expect(before).rejects.toMatchObject({ code: "ENGINE_CRASHED" });
    await expect(after).resolves.toMatchObject({ frames: 4, framesSwapped: 4 });
    expect(world.pool.state()).toEqual({ ready: 1, running: 0, waiting: 0 });
    expect(world.logLines.join("")).toContain("An engine process ended");
  });

  test("costs its own job when it hangs past the deadline, and is replaced", async () => {
    await using world = await openPool({ jobTimeoutMs: 6_000 });
    await world.arm("job", "hang");
    const before = world.pool.swap(jobs.gif);
    const after = world.pool.swap(refusedJob());
    await expect(before).rejects.toMatchObject({ code: "ENGINE_TIMED_OUT" });
    await expect(after).rejects.toMatchObject({ code: "FACE_NOT_IMAGE" });
  });

  test("does not disturb the jobs of the others", async () => {
    await using world = await openPool({ processes: 2 });
    await eventually(() => expect(world.pool.state().ready).toBe(2));
    await world.arm("job", "crash");
    const ends = await Promise.allSettled([world.pool.swap(jobs.gif), world.pool.swap(jobs.gif)]);
    const failed = ends.filter((end) => end.status === "rejected");
    expect(failed.map((end) => end.reason)).toMatchObject([{ code: "ENGINE_CRASHED" }]);
  });

  test("fails the waiting jobs when it cannot even start, and starts again for the next", async () => {
    await using world = await openPool();
    await world.arm("start", "crash");
    await expect(world.pool.swap(jobs.gif)).rejects.toMatchObject({ code: "ENGINE_CRASHED" });
    await expect(world.pool.swap(jobs.gif)).resolves.toBeDefined();
  });

  test("is given up when its start takes too long", async () => {
    await using world = await openPool({ startTimeoutMs: 3_000 });
    await world.arm("start", "hang");
    await expect(world.pool.swap(refusedJob())).rejects.toMatchObject({ code: "ENGINE_TIMED_OUT" });
  });
});

describe.skipIf(!canInspectProcesses)("an engine process, seen from outside", () => {
  test("is as nice as can be, on all of its threads", async () => {
    await using world = await openPool();
    await world.pool.swap(jobs.gif);
    const [engine] = engineProcessesOf(process.pid);
    expect(new Set(engine.niceness)).toEqual(new Set([19]));
  });

  test("was told none of its parent's secrets", async () => {
    vi.stubEnv("DISCORD_TOKEN", "a-token-that-must-stay-here");
    try {
      await using world = await openPool();
      await world.pool.swap(jobs.gif);
      const [engine] = engineProcessesOf(process.pid);
      const names = engine.environment.map((entry) => entry.split("=")[0]);
      expect(names.toSorted()).toEqual([
        "ENGINE_FAIL_POINTS",
        "NODE_CHANNEL_FD",
        "NODE_CHANNEL_SERIALIZATION_MODE",
      ]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("is gone when its pool is closed, whether it idles, hangs or has not finished its start", async () => {
    await using world = await openPool({ processes: 2 });
    await eventually(() => expect(world.pool.state().ready).toBe(2));
    await world.arm("job", "hang");
    const hanging = world.pool.swap(refusedJob());
    await world.fired();
    await using starting = await openPool();
    expect(engineProcessesOf(process.pid)).toHaveLength(3);
    await Promise.all([
      expect(hanging).rejects.toMatchObject({ code: "SHUTTING_DOWN" }),
      world.pool.close(),
      starting.pool.close(),
    ]);
    expect(engineProcessesOf(process.pid)).toEqual([]);
  });

  test("ends when its parent is killed, even from within an endless loop", async () => {
    const failPoints = await mkdtemp(join(tmpdir(), "engine-fail-points-"));
    await writeFile(join(failPoints, "job.hang"), "");
    const { path, execArgv } = programAt(join(import.meta.dirname, "../support/pool-parent.ts"));
    const parent = fork(path, [failPoints, modelDirectory], { execArgv: [...execArgv] });
    await once(parent, "message");
    const pids = engineProcessesOf(Number(parent.pid)).map(({ pid }) => pid);
    expect(pids).toHaveLength(2);
    parent.kill("SIGKILL");
    await eventually(() => expect(pids.filter(isRunning)).toEqual([]));
    await rm(failPoints, { recursive: true });
  });

  test("ignores the Ctrl-C that its terminal sends to the whole group", async () => {
    await using world = await openPool();
    const running = world.pool.swap(jobs.gif);
    await eventually(() => expect(world.pool.state().running).toBe(1));
    const [engine] = engineProcessesOf(process.pid);
    process.kill(engine.pid, "SIGINT");
    await expect(running).resolves.toBeDefined();
  });
});
