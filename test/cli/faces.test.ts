import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { beforeEach, expect, test } from "vitest";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { faceModels, modelDirectory } from "../support/face-models.ts";
import { gifOf } from "../support/make-gif.ts";
import { createCutOut, together } from "../support/people-scene.ts";
import { landscape } from "../support/pictures.ts";
import { runTerminalProgram } from "../support/run-program.ts";
import { sampleFace, talking } from "../support/sample-media.ts";
import { createSyntheticHead, identities } from "../support/synthetic-head.ts";

const { mesh } = await faceModels();
const tile = 200;
const ada = createCutOut(mesh, identities.ada);
const bruno = createCutOut(mesh, identities.bruno);
/** Ada on the left, who is larger, and Bruno on the right. */
const pair = gifOf(
  [0, 1, 2].map((frame) =>
    together(landscape(2 * tile, tile), [
      { head: ada({ width: tile, height: tile, scale: 6.8, ...talking(frame / 30) }), left: 0 },
      { head: bruno({ width: tile, height: tile, scale: 6, ...talking(frame / 30) }), left: tile },
    ]),
  ),
);
const photo = await sampleFace(mesh, identities.chidi);

const environment = { DATA_DIR: dirname(modelDirectory) };
const run = (...words: string[]) => runTerminalProgram(words, environment);

let folder = "";
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "faces-program-"));
  await writeFile(at("pair.gif"), pair);
  await writeFile(at("face.png"), photo);
  return () => rm(folder, { recursive: true });
});

/** Pixels of the first frame that differ, in the left and in the right half. */
async function changedBy(result: string): Promise<[left: number, right: number]> {
  const [before, after] = [pair, await readFile(at(result))].map((gif) => {
    const [{ canvas }] = compositeFrames(readGifBlocks(gif));
    return new Uint32Array(canvas.data.slice().buffer);
  });
  const counts: [number, number] = [0, 0];
  before.forEach((pixel, index) => {
    if (pixel !== after[index]) counts[index % (2 * tile) < tile ? 0 : 1] += 1;
  });
  return counts;
}

test("detect lists the faces by number, and draws them on a sheet", async () => {
  const end = await run("detect", at("pair.gif"), "-o", at("new/sheet.png"));
  expect(end).toMatchObject({ exitCode: 0 });
  const lines = end.stdout.trimEnd().split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/^face 0 .*in 3 of 3 frames.*best in frame/),
    expect.stringMatching(/^face 1 .*in 3 of 3 frames.*best in frame/),
  ]);
  const sheet = await sharp(at("new/sheet.png")).metadata();
  expect(sheet.format).toBe("png");
  expect(sheet.width).toBeGreaterThan(2 * 160);
  const { stdout, stderr } = await run("detect", at("pair.gif"), "--json", "-q");
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({
    width: 2 * tile,
    frames: 3,
    faces: [
      { index: 0, seen: 1 },
      { index: 1, seen: 1 },
    ],
  });
});

test("detect ends with 3 where nobody is, and with 2 for a command that makes no sense", async () => {
  await writeFile(at("empty.gif"), gifOf([landscape(160, 120)]));
  expect(await run("detect", at("empty.gif"))).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("No face was found"),
  });
  for (const words of [[], [at("pair.gif"), "more.gif"], [at("pair.gif"), "--fast"]]) {
    expect(await run("detect", ...words)).toMatchObject({ exitCode: 2, stdout: "" });
  }
  const wrongKind = await run("detect", at("pair.gif"), "-o", at("sheet.gif"));
  expect(wrongKind).toMatchObject({ exitCode: 2 });
});

test("swap replaces the faces that --faces names: one, all, or the main one without it", async () => {
  const swap = (output: string, ...words: string[]) =>
    run("swap", at("pair.gif"), ...words, "-q", "-o", at(output));
  expect(await swap("one.gif", "--faces", `1=${at("face.png")}`)).toMatchObject({ exitCode: 0 });
  const [left, right] = await changedBy("one.gif");
  expect(left).toBe(0);
  expect(right).toBeGreaterThan(1000);

  expect(await swap("all.gif", at("face.png"), "--faces", "all")).toMatchObject({ exitCode: 0 });
  expect(Math.min(...(await changedBy("all.gif")))).toBeGreaterThan(1000);

  expect(await swap("main.gif", at("face.png"))).toMatchObject({ exitCode: 0 });
  const [main, other] = await changedBy("main.gif");
  expect(main).toBeGreaterThan(1000);
  expect(other).toBe(0);
});

test("swap says which face or photo is at fault", async () => {
  const nobody = await run("swap", at("pair.gif"), "--faces", `7=${at("face.png")}`, "-q");
  expect(nobody).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("has no face 7") });
  const aside = createSyntheticHead(mesh, identities.ada).render({ yaw: 1.15 }).picture;
  const raw = { width: aside.width, height: aside.height, channels: 4 } as const;
  await sharp(aside.data, { raw }).png().toFile(at("aside.png"));
  const faces = ["--faces", `0=${at("face.png")}`, "--faces", `1=${at("aside.png")}`];
  const refused = await run("swap", at("pair.gif"), ...faces, "-q");
  expect(refused).toMatchObject({ exitCode: 3 });
  expect(refused.stderr).toContain("aside.png is turned away");
  for (const words of [
    ["--faces", "all"],
    ["--faces", "x=y"],
    [at("face.png"), "--faces", "0=a.png"],
  ]) {
    expect(await run("swap", at("pair.gif"), ...words)).toMatchObject({ exitCode: 2 });
  }
});

test("swap prints what would make the photo better", async () => {
  const open = createSyntheticHead(mesh, identities.ada).render({ mouth: 1 }).picture;
  const raw = { width: open.width, height: open.height, channels: 4 } as const;
  await sharp(open.data, { raw }).png().toFile(at("open.png"));
  const end = await run("swap", at("pair.gif"), at("open.png"), "-o", at("out.gif"));
  expect(end).toMatchObject({ exitCode: 0 });
  expect(end.stdout).toContain("The mouth in");
});
