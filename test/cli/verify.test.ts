import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { markGif } from "../../src/media/mark-gif.ts";
import { runTerminalProgram } from "../support/run-program.ts";
import { tinyGif } from "../support/tiny-media.ts";

let file = "";
const verify = (...words: string[]) => runTerminalProgram(["verify", ...words]);

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "verify-program-"));
  file = join(folder, "clip.gif");
  return () => rm(folder, { recursive: true });
});

test("a marked GIF ends with 0 and one sentence, or JSON", async () => {
  await writeFile(file, markGif(tinyGif()));
  const said = `${file} says that it is AI-edited, by this program.\n`;
  expect(await verify(file)).toEqual({ exitCode: 0, stdout: said, stderr: "" });
  const { exitCode, stdout } = await verify(file, "--json");
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ file, aiEdited: true, madeHere: true });
});

test.each([
  { case: "no mark", bytes: tinyGif(), says: "does not say" },
  { case: "another kind", bytes: Buffer.from("<html>"), says: "is no GIF or PNG" },
  { case: "a broken GIF", bytes: tinyGif().slice(0, 15), says: "is damaged" },
])("$case ends with 3 and one sentence", async ({ bytes, says }) => {
  await writeFile(file, bytes);
  const end = await verify(file);
  expect(end).toMatchObject({ exitCode: 3, stdout: "" });
  expect(end.stderr).toContain(`${file} ${says}`);
  expect(end.stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("a command that makes no sense ends with 2", async () => {
  expect(await verify()).toMatchObject({ exitCode: 2, stdout: "" });
});
