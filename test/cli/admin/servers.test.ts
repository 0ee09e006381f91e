import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createServerRules } from "../../../src/services/server-rules.ts";
import { serverSettings } from "../../../src/services/server-settings.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { runAdminProgram } from "../../support/run-program.ts";
import { tempDir } from "../../support/temp-dir.ts";

const guildId = "201111111111111111";

/** A data folder with a server whose moderators did two things. */
async function dataFolder(): Promise<string> {
  const folder = tempDir();
  const store = await openStore(`sqlite:${join(folder, "bot.sqlite")}`);
  const rules = createServerRules(store.records("server", serverSettings), Date.now);
  const by = "309999999999999999";
  await rules.change(guildId, { what: "swaps", on: false }, { id: "1", by, why: "a raid" });
  const act = { what: "report 900", before: "open", after: "hidden" };
  await rules.note(guildId, act, { id: "2", by, why: "report of swap 900" });
  await rules.note(guildId, act, { id: "2", by, why: "the same once more" });
  await store.close();
  return folder;
}

describe("npm run admin -- servers", () => {
  test("lists servers, and shows one with everything that its moderators did, newest first", async () => {
    const DATA_DIR = await dataFolder();
    const all = await runAdminProgram(["servers"], { DATA_DIR });
    expect(all).toMatchObject({ exitCode: 0, stderr: "" });
    expect(all.stdout).toBe(`${guildId}: swaps off, 2 acts of moderators\n`);
    const one = await runAdminProgram(["servers", guildId], { DATA_DIR });
    expect(one.stdout).toContain("isOff: true\n");
    expect(one.stdout).toMatch(
      /\n {2}2 {2}\S+ {2}report 900 open → hidden {2}by 309999999999999999: report of swap 900\n {2}1 {2}\S+ {2}swaps on → off {2}by 309999999999999999: a raid\n$/,
    );
  });

  test("says so where nobody decided anything, and what is no server", async () => {
    const DATA_DIR = await dataFolder();
    const none = await runAdminProgram(["servers", "209999999999999999"], { DATA_DIR });
    expect(none).toMatchObject({ exitCode: 1 });
    expect(none.stdout).toContain("nobody has decided anything");
    const wrong = await runAdminProgram(["servers", "home"], { DATA_DIR });
    expect(wrong.exitCode).not.toBe(0);
    expect(wrong.stderr).toContain('"home" is no number of a server');
  });
});
