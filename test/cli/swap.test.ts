import { mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import type { Sharp } from "sharp";
import { beforeEach, describe, expect, test } from "vitest";
import { limits } from "../../src/core/limits.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { modelDirectory } from "../support/face-models.ts";
import { runSwapProgram, runSwapSource } from "../support/run-program.ts";
import { sampleJobs } from "../support/swap-jobs.ts";

const jobs = await sampleJobs();

const environment = { DATA_DIR: dirname(modelDirectory) };
const swap = (...words: string[]) => runSwapProgram(words, environment);

let folder = "";
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swap-program-"));
  await writeFile(at("clip.gif"), jobs.gif.target);
  await writeFile(at("face.png"), jobs.gif.face);
  return () => rm(folder, { recursive: true });
});

describe("npm run swap", () => {
  test("writes the GIF with the source's timing, and says what it took", async () => {
    const words = [at("clip.gif"), at("face.png"), "-o", at("new/folder/out.gif")];
    const end = await runSwapSource(words, environment);
    expect(end).toMatchObject({ exitCode: 0 });
    const [source, result] = await Promise.all(
      [at("clip.gif"), at("new/folder/out.gif")].map(async (path) =>
        readGifBlocks(await readFile(path)),
      ),
    );
    expect(result.loop).toBe(source.loop);
    expect(result.frames.map((frame) => frame.delayCs)).toEqual(
      source.frames.map((frame) => frame.delayCs),
    );
    expect(await readdir(at("new/folder"))).toEqual(["out.gif"]);
    expect(end.stdout).toContain(
      `${source.frames.length} of ${source.frames.length} frames swapped`,
    );
    expect(end.stdout).toMatch(/in all +[\d.]+ ms a frame/);
    expect(end.stderr).toContain("Finding faces");
    expect(end.stderr).toContain("Drawing the face");
  });

  test("goes further towards the photo when asked to, and takes no other word for it", async () => {
    const run = (strength: string, name: string) =>
      swap(at("clip.gif"), at("face.png"), "-q", "-s", strength, "-o", at(name));
    expect(await run("natural", "a.gif")).toMatchObject({ exitCode: 0 });
    expect(await run("likeness", "b.gif")).toMatchObject({ exitCode: 0 });
    expect((await readFile(at("a.gif"))).equals(await readFile(at("b.gif")))).toBe(false);
    for (const word of ["1.5", "-1", "", "strong"]) {
      const end = await swap(at("clip.gif"), at("face.png"), `--strength=${word}`);
      expect(end).toMatchObject({ exitCode: 2 });
      expect(end.stderr).toContain("is no strength");
    }
  });

  test("makes the GIF fit where that is asked, and says what was given up", async () => {
    const maxBytes = Math.floor(jobs.gif.target.length * 0.6);
    const out = at("small.gif");
    const end = await swap(at("clip.gif"), at("face.png"), "-o", out, "--max-size", `${maxBytes}`);
    expect(end).toMatchObject({ exitCode: 0 });
    expect((await readFile(out)).length).toBeLessThanOrEqual(maxBytes);
    expect(end.stdout).toContain("Given up to fit: ");
  });

  test("takes any name that the file system takes", async () => {
    const name = `${"a name of 250 letters, 'quoted' ünd #odd% ".padEnd(245, "x")}.gif`;
    expect(await swap(at("clip.gif"), at("face.png"), "-q", "-o", at(name))).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
    expect((await readdir(folder)).toSorted()).toEqual([name, "clip.gif", "face.png"].toSorted());
  });

  test("makes a PNG of a picture, named after it where no name is given", async () => {
    await writeFile(at("picture.png"), jobs.image.target);
    expect(await swap(at("picture.png"), at("face.png"))).toMatchObject({ exitCode: 0 });
    const [before, after] = await Promise.all(
      [at("picture.png"), at("picture-swapped.png")].map((path) => sharp(path).metadata()),
    );
    expect(after).toMatchObject({ format: "png", width: before.width, height: before.height });
  });

  test("gives its figures to a program, and is silent when asked to be", async () => {
    const words = [at("clip.gif"), at("face.png"), "-o", at("out.gif"), "--quiet"];
    expect(await swap(...words)).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    const { stdout, stderr } = await swap(...words, "--json");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      output: at("out.gif"),
      frames: expect.any(Number),
      framesSwapped: expect.any(Number),
      msPerFrame: expect.any(Number),
      processorMs: expect.any(Number),
      stagesMs: expect.any(Object),
    });
  });

  test("explains itself, exit codes and all", async () => {
    const end = await swap("--help");
    expect(end).toMatchObject({ exitCode: 0, stderr: "" });
    expect(end.stdout).toContain("npm run swap -- TARGET FACE [-o OUT]");
    expect(end.stdout).toContain("Exit codes");
  });
});

describe("a command that makes no sense ends with 2", () => {
  test.each([
    { case: "no file", words: [] },
    { case: "no face", words: ["clip.gif"] },
    { case: "a file too many", words: ["clip.gif", "face.png", "more.png"] },
    { case: "an unknown option", words: ["clip.gif", "face.png", "--fast"] },
    { case: "an option without its value", words: ["clip.gif", "face.png", "-o"] },
  ])("$case", async ({ words }) => {
    const end = await swap(...words);
    expect(end).toMatchObject({ exitCode: 2, stdout: "" });
    expectOneSentence(end.stderr);
    expect(end.stderr).toContain("--help");
  });

  test("a result whose name says another kind", async () => {
    const end = await swap(at("clip.gif"), at("face.png"), "-o", at("out.png"));
    expect(end).toMatchObject({ exitCode: 2 });
    expectOneSentence(end.stderr);
  });

  test("a result in place of an input, whatever name leads to it", async () => {
    await symlink(at("clip.gif"), at("link.gif"));
    for (const output of [at("clip.gif"), at("link.gif"), join(folder, ".", "clip.gif")]) {
      const before = await readFile(at("clip.gif"));
      const end = await swap(at("clip.gif"), at("face.png"), "-o", output);
      expect(end).toMatchObject({ exitCode: 2 });
      expect(end.stderr).toContain("will not be overwritten");
      expect(await readFile(at("clip.gif"))).toEqual(before);
    }
  });

  test("a result where no file can be", async () => {
    const end = await swap(at("clip.gif"), at("face.png"), "-o", at("face.png/out.gif"));
    expect(end).toMatchObject({ exitCode: 2 });
    expectOneSentence(end.stderr);
  });
});

describe("an input that cannot be used ends with 3", () => {
  const cases: { case: string; files: Record<string, () => Promise<Uint8Array>>; says: string }[] =
    [
      {
        case: "a page instead of a GIF",
        files: { "clip.gif": async () => Buffer.from("<html>") },
        says: "clip.gif is no GIF",
      },
      {
        case: "a GIF that stops early",
        files: { "clip.gif": async () => jobs.gif.target.subarray(0, 20) },
        says: "clip.gif is damaged",
      },
      {
        case: "a GIF without a face",
        files: { "clip.gif": () => flat().gif().toBuffer() },
        says: "/clip.gif.",
      },
      {
        case: "a photo without a face",
        files: { "face.png": () => flat().png().toBuffer() },
        says: "/face.png. A photo from the front",
      },
      {
        case: "a GIF for a photo",
        files: { "face.png": async () => jobs.gif.target },
        says: "face.png is a GIF and no PNG",
      },
      {
        case: "a photo that stops early",
        files: { "face.png": async () => jobs.gif.face.subarray(0, 400) },
        says: "face.png is damaged",
      },
    ];
  test.each(cases)("$case", async ({ files, says }) => {
    for (const [name, content] of Object.entries(files)) await writeFile(at(name), await content());
    const end = await swap(at("clip.gif"), at("face.png"), "-o", at("out.gif"), "--quiet");
    expect(end).toMatchObject({ exitCode: 3, stdout: "" });
    expect(end.stderr).toContain(says);
    expectOneSentence(end.stderr);
    expect(await readdir(folder)).not.toContain("out.gif");
  });

  test("no such file, or a folder", async () => {
    for (const target of [at("nowhere.gif"), folder]) {
      const end = await swap(target, at("face.png"));
      expect(end).toMatchObject({ exitCode: 3 });
      expect(end.stderr).toContain(target);
      expectOneSentence(end.stderr);
    }
  });

  test("a file above the limit, which is not even read", async () => {
    await truncate(at("clip.gif"), limits.maxTargetBytes + 1);
    const end = await swap(at("clip.gif"), at("face.png"));
    expect(end).toMatchObject({ exitCode: 3 });
    expect(end.stderr).toContain(String(limits.maxTargetBytes));
    expectOneSentence(end.stderr);
  });
});

test("a failure of ours ends with 1 and says what it is", async () => {
  const words = [at("clip.gif"), at("face.png"), "-o", at("out.gif"), "-q"];
  const end = await runSwapProgram(words, { DATA_DIR: at("face.png") });
  expect(end).toMatchObject({ exitCode: 1, stdout: "" });
  expect(end.stderr).toContain("our fault");
  expectOneSentence(end.stderr);
});

/** A picture of nothing. */
function flat(): Sharp {
  return sharp({ create: { width: 200, height: 200, channels: 3, background: "#557799" } });
}

/** One line, no stack. */
function expectOneSentence(text: string): void {
  expect(text.trimEnd().split("\n")).toHaveLength(1);
  expect(text).not.toMatch(/Error|\bat .*:\d+/);
}
