import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parseByteSize } from "../../src/cli/byte-size.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { readMark } from "../../src/media/read-mark.ts";
import { grainyClip } from "../support/grainy-clip.ts";
import { runTerminalProgram } from "../support/run-program.ts";

const gif = grainyClip({ frames: 8 });
const half = Math.floor(gif.length / 2);

let folder = "";
const at = (name: string) => join(folder, name);
const fit = (...words: string[]) => runTerminalProgram(["fit", ...words]);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fit-program-"));
  await writeFile(at("clip.gif"), gif);
  return () => rm(folder, { recursive: true });
});

describe("npm run fit", () => {
  test("writes a GIF that fits beside the other, and says what it gave up", async () => {
    const end = await fit(at("clip.gif"), "--max-size", `${half}`);
    expect(end).toMatchObject({ exitCode: 0, stderr: "" });
    expect(end.stdout).toContain("Given up: slight changes between frames.");
    const bytes = await readFile(at("clip-fitted.gif"));
    expect(bytes.length).toBeLessThanOrEqual(half);
    expect(readGifBlocks(bytes).frames).toHaveLength(8);
    expect(readMark(bytes).madeHere).toBe(true);
    expect(Buffer.compare(await readFile(at("clip.gif")), gif)).toBe(0);
  });

  test("copies what fits already, and says so in JSON", async () => {
    const end = await fit(at("clip.gif"), "--max-size", "1MB", "-o", at("out.gif"), "--json");
    expect(JSON.parse(end.stdout)).toEqual({
      output: at("out.gif"),
      bytesIn: gif.length,
      bytesOut: gif.length,
      givenUp: [],
    });
    expect(Buffer.compare(await readFile(at("out.gif")), gif)).toBe(0);
  });

  test.each([
    { case: "no size", words: [], exitCode: 2, says: "--max-size is missing" },
    { case: "an odd size", words: ["--max-size", "big"], exitCode: 2, says: '"big" is no size' },
    { case: "a size too small", words: ["--max-size", "400"], exitCode: 3, says: "smallest" },
  ])("ends with $exitCode and one sentence for $case", async ({ words, exitCode, says }) => {
    const end = await fit(at("clip.gif"), ...words);
    expect(end).toMatchObject({ exitCode, stdout: "" });
    expect(end.stderr).toContain(says);
    expect(end.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("never writes over its input", async () => {
    const end = await fit(at("clip.gif"), "--max-size", "1MB", "-o", at("clip.gif"));
    expect(end).toMatchObject({ exitCode: 2 });
  });
});

test("sizes are read as people write them", () => {
  expect(["8MB", "0.5 MiB", "512k", "300 kB", "1234"].map(parseByteSize)).toEqual([
    8 * 1024 ** 2,
    512 * 1024,
    512 * 1024,
    300 * 1024,
    1234,
  ]);
  expect(["", "MB", "0", "-1MB", "8 GB", "1e9", "0.1"].map(parseByteSize)).toEqual(
    Array.from({ length: 7 }, () => undefined),
  );
});
