import { expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { createLogger } from "../../src/core/logger.ts";
import type { JobMachineDeps } from "../../src/services/job-machine.ts";
import { begin, jobWorld } from "../support/job-world.ts";

/** A world whose job records cannot be written for as long as `store.isDown` says, and what its log says. */
async function breakableWorld() {
  const store = { isDown: () => false };
  const said: string[] = [];
  const alter = (deps: JobMachineDeps): JobMachineDeps => ({
    ...deps,
    records: {
      ...deps.records,
      async update(key, change) {
        if (store.isDown()) throw new AppError("STORE_FAILED", { message: "down" });
        return deps.records.update(key, change);
      },
    },
  });
  const write = (line: string) => void said.push((JSON.parse(line) as { msg: string }).msg);
  const log = createLogger({ level: "warn", destination: { write } });
  const world = await jobWorld({ alter, log });
  return { ...world, store, said };
}

const onTaskInfo = (action: () => void) => (call: string) => {
  if (call.endsWith("TaskInfo")) action();
};

test("a process that finds the store broken and its job taken by another one lets go of the job and says so", async () => {
  const { provider, start, request, reply, store, said } = await breakableWorld();
  const started = await start();
  let failing = 0;
  store.isDown = () => (failing -= 1) >= 0;
  const lease = { owner: "another", token: "theirs", until: Date.now() + 3_600_000 };
  provider.onCall = onTaskInfo(() => {
    provider.onCall = () => {};
    // Every try of the write fails; the look that gives the lease back finds out.
    void started.records
      .update("1", (job) => {
        if (!job) throw new Error("no job");
        return { ...job, revision: job.revision + 1, lease };
      })
      .then(() => (failing = 5));
  });
  await begin(started, request("1"));
  await expect
    .poll(() => said, { timeout: 60_000 })
    .toContain("another process went on with the job");
  expect(said).not.toContain("a job pauses");
  expect(await started.records.get("1")).toMatchObject({ state: "submitted", lease });
  expect(reply).toMatchObject({ results: [], failures: [] });
});

test("a job whose store was away goes on within seconds of its return, and does not wait for its own lease", async () => {
  const { provider, start, request, reply, store, said } = await breakableWorld();
  const started = await start();
  let isDown = false;
  store.isDown = () => isDown;
  provider.onCall = onTaskInfo(() => (isDown = true));
  await begin(started, request("1"));
  await expect.poll(() => said, { timeout: 60_000 }).toContain("a job pauses");
  const { lease } = (await started.records.get("1")) ?? {};
  provider.onCall = () => {};
  isDown = false;
  await started.ended("1");
  expect(reply.results).toHaveLength(1);
  expect(Date.now()).toBeLessThan(lease?.until ?? 0);
});
