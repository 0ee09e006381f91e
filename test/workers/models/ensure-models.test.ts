import { fork } from "node:child_process";
import { once } from "node:events";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureModels } from "../../../src/workers/models/ensure-models.ts";
import { loadFaceModels } from "../../../src/workers/models/load-face-models.ts";
import { programAt } from "../../support/compiled-programs.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "models-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** The one folder of the cache. */
async function cacheFolder(): Promise<string> {
  const [folder, ...others] = await readdir(directory);
  expect(others).toEqual([]);
  return join(directory, folder);
}

const names = [
  "face-detector.onnx",
  "face-geometry.binarypb",
  "face-landmarks.onnx",
  "manifest.json",
];

test("a first use converts, a second one reads what is there", async () => {
  const first = await ensureModels(directory);
  const folder = await cacheFolder();
  expect((await readdir(folder)).toSorted()).toEqual(names);
  const written = await stat(join(folder, "face-landmarks.onnx"));

  const second = await ensureModels(directory);
  expect(Buffer.compare(first.landmarks, second.landmarks)).toBe(0);
  expect((await stat(join(folder, "face-landmarks.onnx"))).mtimeMs).toBe(written.mtimeMs);
});

test.each(names)("a damaged %s is made again", async (name) => {
  const whole = await ensureModels(directory);
  const file = join(await cacheFolder(), name);
  const content = await readFile(file);
  content[content.length >> 1] ^= 1;
  await writeFile(file, content);

  const again = await ensureModels(directory);
  expect(Buffer.compare(again.landmarks, whole.landmarks)).toBe(0);
  expect(Buffer.compare(again.geometry, whole.geometry)).toBe(0);
  content[content.length >> 1] ^= 1;
  expect(Buffer.compare(await readFile(file), content)).toBe(0);
});

test("a file that was cut short or is missing is made again", async () => {
  await ensureModels(directory);
  const folder = await cacheFolder();
  await truncate(join(folder, "face-landmarks.onnx"), 1000);
  await rm(join(folder, "face-detector.onnx"));
  const models = await loadFaceModels(directory);
  expect((await models.landmarks(new Float32Array(3 * 192 * 192))).mesh).toHaveLength(468 * 3);
});

test("two processes that start at once both get whole models and leave one cache", async () => {
  const program = new URL("../../support/ensure-models-child.ts", import.meta.url);
  const { path, execArgv } = programAt(fileURLToPath(program));
  const children = [1, 2].map(() =>
    fork(path, [directory], { execArgv: [...execArgv], stdio: "inherit" }),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]));
  expect(codes).toEqual([0, 0]);
  expect((await readdir(await cacheFolder())).toSorted()).toEqual(names);
});

test("a place that cannot be written to is named in the error", async () => {
  const file = join(directory, "file");
  await writeFile(file, "");
  await expect(ensureModels(file)).rejects.toMatchObject({
    code: "MODEL_UNUSABLE",
    message: expect.stringContaining("cannot be stored in"),
  });
});

test("what a killed conversion left behind goes away, what another one is writing stays", async () => {
  await ensureModels(directory);
  const folder = await cacheFolder();
  const [left, live] = [join(folder, ".writing-left"), join(folder, ".writing-live")];
  for (const place of [left, live]) {
    await mkdir(place);
    await writeFile(join(place, "face-landmarks.onnx"), "half of it");
  }
  const longAgo = Date.now() / 1000 - 7200;
  await utimes(left, longAgo, longAgo);
  await ensureModels(directory);
  expect((await readdir(folder)).toSorted()).toEqual([".writing-live", ...names]);
});
