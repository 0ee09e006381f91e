import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { balance } from "../../src/contract/account.ts";
import { paths } from "../../src/contract/paths.ts";
import { changeKeyFile, keyFileName } from "../../src/storage/key-file.ts";
import { addKey, disableKey, enableKey, rotateKey } from "../../src/storage/key-changes.ts";
import { setKeyRights } from "../../src/storage/key-changes.ts";
import type { KeyRights } from "../../src/storage/key-changes.ts";
import type { KeyEntry } from "../../src/storage/key-file.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer, FaceSwapServerOptions } from "../support/face-swap-server.ts";

/** Links that lead nowhere: such a task waits or fails, and costs nothing. */
const body = {
  model: "gif-face-swap",
  input: { video_url: "https://media.invalid/a.gif", new_face: "https://media.invalid/a.jpg" },
};

/** A running server and what an administrator does to its keys meanwhile. */
async function serverWithKeys(options: FaceSwapServerOptions = {}) {
  const server = await startFaceSwapServer(options);
  const path = join(server.dataDir, keyFileName);
  const change = (how: (keys: readonly KeyEntry[]) => readonly KeyEntry[]) =>
    changeKeyFile(path, how);
  async function newKey(
    make: (keys: readonly KeyEntry[]) => { keys: readonly KeyEntry[]; key: string },
  ) {
    let made = "";
    await change((keys) => {
      const { keys: next, key } = make(keys);
      made = key;
      return next;
    });
    return made;
  }
  return {
    server,
    path,
    change,
    create: (name: string, rights: KeyRights = {}) =>
      newKey((keys) => addKey(keys, name, rights, Date.now())),
    rotate: (name: string, overlapMs = 0) =>
      newKey((keys) => rotateKey(keys, name, overlapMs, Date.now())),
  };
}

async function statusWith(server: FaceSwapServer, key: string): Promise<number> {
  return (await server.call(paths.balance, { key })).status;
}

describe("a key made while the server runs", () => {
  test("opens it at once, has the form that clients insist on, and is nowhere on the disk", async () => {
    const { server, path, create } = await serverWithKeys();
    const key = await create("shop");
    expect(key).toMatch(/^ak_[\w-]{32}$/);
    expect(await statusWith(server, key)).toBe(200);
    expect(readFileSync(path, "utf8")).not.toContain(key);
    expect(statSync(path).mode & 0o077).toBe(0);
    await expect(create("shop")).rejects.toMatchObject({ code: "REQUEST_INVALID" });
  });

  test("is a 403 while it is disabled, and only then", async () => {
    const { server, create, change } = await serverWithKeys();
    const key = await create("shop");
    await change((keys) => disableKey(keys, "shop", Date.now()));
    const refused = await server.call(paths.balance, { key });
    expect(refused.status).toBe(403);
    expect(refused.envelope).toMatchObject({ code: 403, message: "API key disabled", data: null });
    await change((keys) => enableKey(keys, "shop"));
    expect(await statusWith(server, key)).toBe(200);
  });

  test("gives way to the next one, which still owns its tasks", async () => {
    const { server, create, rotate } = await serverWithKeys();
    const old = await create("shop");
    const created = await server.call(paths.createTask, { key: old, body });
    const { task_id } = created.envelope.data as { task_id: string };
    const key = await rotate("shop");
    expect(await statusWith(server, old)).toBe(401);
    const info = await server.call(`${paths.taskInfo}?task_id=${task_id}`, { key });
    expect(info.envelope).toMatchObject({ code: 200, data: { task_id } });
  });

  test("opens beside the next one for as long as it was given", async () => {
    let now = Date.now();
    const { server, create, rotate } = await serverWithKeys({ clock: () => now });
    const old = await create("shop");
    const key = await rotate("shop", 60_000);
    expect([await statusWith(server, old), await statusWith(server, key)]).toEqual([200, 200]);
    now += 61_000;
    expect([await statusWith(server, old), await statusWith(server, key)]).toEqual([401, 200]);
  });

  test("has credits, a rate and a number of unfinished tasks of its own", async () => {
    const { server, create, change } = await serverWithKeys({
      config: { engineProcesses: 1, creditsPerKey: 1000 },
    });
    const balanceOf = async (key: string) =>
      balance.parse((await server.call(paths.balance, { key })).envelope.data).balance;
    const poor = await create("poor", { credits: 3 });
    expect(await balanceOf(poor)).toBe(3);
    expect((await server.call(paths.createTask, { key: poor, body })).status).toBe(402);

    const slow = await create("slow", { callsPerWindow: 1 });
    expect(await balanceOf(slow)).toBe(1000);
    expect(await statusWith(server, slow)).toBe(429);

    const modest = await create("modest", { maxUnfinished: 1 });
    const input = (await server.taskInfo(await server.createTask())).param.input;
    const task = { model: "gif-face-swap", input };
    expect((await server.call(paths.createTask, { key: modest, body: task })).status).toBe(200);
    const second = await server.call(paths.createTask, { key: modest, body: task });
    expect(second.envelope).toMatchObject({ code: 429, message: "Too many unfinished tasks" });
    expect(Number(second.headers["retry-after"])).toBeGreaterThan(0);
    await change((keys) => setKeyRights(keys, "modest", { maxUnfinished: 2 }));
    expect((await server.call(paths.createTask, { key: modest, body: task })).status).toBe(200);
  });
});

describe("the file of keys", () => {
  test("keeps the last keys in force when it is spoilt, and the log says so", async () => {
    const { server, path, create } = await serverWithKeys();
    const key = await create("shop");
    expect(await statusWith(server, key)).toBe(200);
    writeFileSync(path, "{");
    expect(await statusWith(server, key)).toBe(200);
    expect(server.logLines.join("")).toContain("cannot be read");
  });

  test("keeps a server from starting when it is spoilt", async () => {
    const first = await startFaceSwapServer();
    await first.close();
    writeFileSync(join(first.dataDir, keyFileName), '{"version":2}');
    const start = startFaceSwapServer({ dataDir: first.dataDir });
    await expect(start).rejects.toThrow("is no file of API keys");
  });

  test("loses no change of two programs at the same time: one of them is told to come again", async () => {
    const { create, path } = await serverWithKeys();
    const outcomes = await Promise.allSettled(["a", "b", "c", "d"].map((name) => create(name)));
    const made = outcomes.filter(({ status }) => status === "fulfilled").length;
    expect(made).toBeGreaterThan(0);
    const stored = JSON.parse(readFileSync(path, "utf8")) as { keys: unknown[] };
    expect(stored.keys).toHaveLength(made);
    await expect(create("e")).resolves.toMatch(/^ak_/);
  });
});
