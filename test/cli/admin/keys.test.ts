import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { paths } from "../../../src/contract/paths.ts";
import { startFaceSwapServer } from "../../support/face-swap-server.ts";
import type { FaceSwapServer } from "../../support/face-swap-server.ts";
import { runAdminProgram } from "../../support/run-program.ts";
import { tempDir } from "../../support/temp-dir.ts";

/** `npm run admin` beside this running server. */
async function adminOf(server: FaceSwapServer, line: string): Promise<string> {
  const end = await runAdminProgram(line.split(" "), { DATA_DIR: server.dataDir });
  expect(end).toMatchObject({ exitCode: 0, stderr: "" });
  return end.stdout;
}

const keyIn = (output: string) => /^ak_[\w-]{32}$/m.exec(output)?.[0] ?? "no key";

async function codeWith(server: FaceSwapServer, key: string): Promise<number> {
  return (await server.call(paths.balance, { key })).envelope.code;
}

describe("npm run admin -- keys", () => {
  test("makes, bounds, rotates, disables and lists keys of a server that runs", async () => {
    const server = await startFaceSwapServer();
    const first = keyIn(await adminOf(server, "keys create shop --credits 3 --rate 9"));
    const { envelope } = await server.call(paths.balance, { key: first });
    expect(envelope).toMatchObject({ code: 200, data: { balance: 3 } });
    await adminOf(server, "keys set shop --credits 500 --unfinished 2");

    const second = keyIn(await adminOf(server, "keys rotate shop"));
    expect([await codeWith(server, first), await codeWith(server, second)]).toEqual([401, 200]);
    const third = keyIn(await adminOf(server, "keys rotate shop --keep-old 24"));
    expect([await codeWith(server, second), await codeWith(server, third)]).toEqual([200, 200]);

    await adminOf(server, "keys disable shop");
    expect([await codeWith(server, second), await codeWith(server, third)]).toEqual([403, 403]);
    const listed = await adminOf(server, "keys list");
    expect(listed).toMatch(
      /^shop {2}ak_.{4}… {2}disabled since \S+ {2}made \S+ {2}credits 500 {2}rate 9 {2}unfinished 2 {2}the key before opens until \S+\n$/,
    );
    await adminOf(server, "keys enable shop");
    expect(await codeWith(server, third)).toBe(200);

    const file = readFileSync(join(server.dataDir, "api-keys.json"), "utf8");
    for (const key of [first, second, third]) {
      expect(file).not.toContain(key);
      expect(listed).not.toContain(key);
    }
  });

  test.each([
    ["keys", 2, '"keys" needs one of: list, create'],
    ["keys create", 2, "One NAME of a key is needed"],
    ["keys create a/b", 2, "is no name"],
    ["keys create a --credits much", 2, "--credits needs a whole number from 0"],
    ["keys set a", 2, "set NAME [--credits N]"],
    ["keys rotate nobody", 1, 'There is no key "nobody"'],
    ["keys list", 0, "There is no key yet"],
  ])("explains itself for %j", async (line, exitCode, text) => {
    const end = await runAdminProgram(line.split(" "), { DATA_DIR: tempDir() });
    expect(end.exitCode).toBe(exitCode);
    expect(end.stdout + end.stderr).toContain(text);
  });
});

describe("npm run admin -- maintenance", () => {
  test("turns the switch of a server that runs", async () => {
    const server = await startFaceSwapServer();
    const body = { model: "gif-face-swap" };
    const code = async () => (await server.call(paths.createTask, { body })).envelope.code;
    expect(await code()).toBe(422);
    expect(await adminOf(server, "maintenance on")).toBe("Maintenance is on.\n");
    expect(await code()).toBe(455);
    expect(await adminOf(server, "maintenance show")).toBe("Maintenance is on.\n");
    expect(await adminOf(server, "maintenance off")).toBe("Maintenance is off.\n");
    expect(await code()).toBe(422);
  });
});
