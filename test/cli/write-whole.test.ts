import { readdirSync } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { runChild } from "../support/run-child.ts";

test.each(["SIGINT", "SIGTERM"] as const)(
  "a %s while the result is written leaves the whole file and nothing beside it",
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), "write-whole-"));
    const script = new URL("../support/write-whole-child.ts", import.meta.url);
    const child = runChild(script, [join(folder, "out.gif")]);
    await child.line("writing");
    await eventually(() => expect(readdirSync(folder)).not.toEqual([]));
    child.process.kill(signal);
    await child.ended;
    expect(await readdir(folder)).toEqual(["out.gif"]);
    expect((await stat(join(folder, "out.gif"))).size).toBe(64 * 1024 * 1024);
    await rm(folder, { recursive: true });
  },
);
