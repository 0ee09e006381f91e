import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { createFitProcess } from "../../src/workers/fit-process.ts";
import { canInspectProcesses, engineProcessesOf } from "../support/engine-processes.ts";
import { eventually } from "../support/eventually.ts";
import { grainyClip } from "../support/grainy-clip.ts";

const gif = grainyClip({ frames: 6 });
const maxBytes = Math.floor(gif.length / 2);
const job = { gif, maxBytes };
const { signal } = new AbortController();

let failPoints = "";
beforeEach(async () => {
  failPoints = await mkdtemp(join(tmpdir(), "fit-process-"));
  return () => rm(failPoints, { recursive: true });
});

function openFit(jobTimeoutMs = 60_000) {
  return createFitProcess({ jobTimeoutMs, childEnvironment: { ENGINE_FAIL_POINTS: failPoints } });
}
const running = () => (canInspectProcesses ? engineProcessesOf(process.pid) : []);
const arm = (failure: string) => writeFile(join(failPoints, `job.${failure}`), "");

test("a GIF is made smaller in a process of its own, which is gone afterwards", async () => {
  const { bytes, givenUp } = await openFit()(job, signal);
  expect(bytes.length).toBeLessThanOrEqual(maxBytes);
  expect(givenUp).not.toEqual([]);
  expect(running()).toEqual([]);
});

test("what is too large whatever is done says how small it became", async () => {
  await expect(openFit()({ gif, maxBytes: 300 }, signal)).rejects.toMatchObject({
    code: "RESULT_TOO_LARGE",
    facts: { limit: 300, from: gif.length, bytes: expect.any(Number) },
  });
});

test("a process that crashes costs its own GIF, not the next one", async () => {
  const fit = openFit();
  await arm("crash");
  const [first, second] = await Promise.allSettled([fit(job, signal), fit(job, signal)]);
  expect(first).toMatchObject({ status: "rejected", reason: { code: "ENGINE_CRASHED" } });
  expect(second).toMatchObject({ status: "fulfilled" });
});

test("a process that hangs is ended", async () => {
  await arm("hang");
  await expect(openFit(500)(job, signal)).rejects.toMatchObject({ code: "ENGINE_TIMED_OUT" });
  expect(running()).toEqual([]);
});

test("whoever gives up need not wait, neither for the process nor for a turn", async () => {
  const fit = openFit();
  await arm("hang");
  const stop = new AbortController();
  const fits = [fit(job, stop.signal), fit(job, stop.signal)];
  stop.abort("stopped");
  expect((await Promise.allSettled(fits)).map((end) => "reason" in end && end.reason)).toEqual([
    "stopped",
    "stopped",
  ]);
  await eventually(() => expect(running()).toEqual([]));
});
