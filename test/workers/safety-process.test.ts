import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createSafetyProcess } from "../../src/workers/safety-process.ts";
import {
  canInspectProcesses,
  engineProcessesOf,
  safetyProgram,
} from "../support/engine-processes.ts";
import { eventually } from "../support/eventually.ts";
import { faceModels, modelDirectory } from "../support/face-models.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";

const { mesh } = await faceModels();
const files = [
  { role: "target", kind: "gif", bytes: sampleGif(mesh, { frames: 6 }) },
  { role: "face", kind: "image", bytes: await sampleFace(mesh) },
] as const;
const { signal } = new AbortController();

let failPoints = "";
beforeEach(async () => {
  failPoints = await mkdtemp(join(tmpdir(), "safety-process-"));
  return () => rm(failPoints, { recursive: true });
});

function open(options: { jobTimeoutMs?: number; idleMs?: number } = {}) {
  const safety = createSafetyProcess({
    modelDirectory,
    childEnvironment: { ENGINE_FAIL_POINTS: failPoints },
    ...options,
  });
  onTestFinished(() => safety.close());
  return safety;
}
const running = () => (canInspectProcesses ? engineProcessesOf(process.pid, safetyProgram) : []);
const arm = (failure: string) => writeFile(join(failPoints, `job.${failure}`), "");

test("people who do not exist are harmless, and one process of the lowest priority says so twice", async () => {
  const safety = open();
  expect(await safety.run({ files }, signal)).toEqual({ rule: "none" });
  const first = running();
  expect(await safety.run({ files: [{ ...files[0], role: "result" }] }, signal)).toEqual({
    rule: "none",
  });
  expect(running()).toEqual(first);
  if (!canInspectProcesses) return;
  expect(first).toHaveLength(1);
  expect(new Set(first[0].niceness)).toEqual(new Set([19]));
  await safety.close();
  expect(running()).toEqual([]);
});

test("a process that nobody needs any more is ended", async () => {
  await open({ idleMs: 1 }).run({ files: [files[1]] }, signal);
  await eventually(() => expect(running()).toEqual([]));
});

test("a process that crashes or hangs fails its job, and the next job gets another one", async () => {
  const safety = open({ jobTimeoutMs: 30_000 });
  await arm("crash");
  await expect(safety.run({ files }, signal)).rejects.toMatchObject({ code: "ENGINE_CRASHED" });
  expect(await safety.run({ files }, signal)).toEqual({ rule: "none" });
  await safety.close();

  const impatient = open({ jobTimeoutMs: 500 });
  await arm("hang");
  await expect(impatient.run({ files }, signal)).rejects.toMatchObject({
    code: "ENGINE_TIMED_OUT",
  });
  expect(running()).toEqual([]);
});

test("a file that cannot be decoded is named by the error of its role", async () => {
  const bytes = new Uint8Array(200);
  await expect(
    open().run({ files: [{ role: "face", kind: "image", bytes }] }, signal),
  ).rejects.toMatchObject({ name: "UserError", code: "FACE_NOT_IMAGE" });
});
