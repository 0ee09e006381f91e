import { describe, expect, test } from "vitest";
import { balance } from "../../src/contract/account.ts";
import { paths } from "../../src/contract/paths.ts";
import { limits } from "../../src/core/limits.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { openSqliteDatabase } from "../../src/storage/sqlite-database.ts";
import { taskRecord } from "../../src/server/tasks/task-record.ts";
import type { TaskRecord } from "../../src/server/tasks/task-record.ts";
import { createAccounts } from "../../src/server/accounts.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import { tinyGif } from "../support/tiny-media.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";

/** What a process that was killed would have left: the records of a closed server, changed by hand. */
async function rewrite(server: FaceSwapServer, id: string, changes: Partial<TaskRecord>) {
  const store = await openStore(`sqlite:${server.dataDir}/server.sqlite`);
  const tasks = store.records("tasks", taskRecord);
  await tasks.update(id, (current) => taskRecord.parse({ ...current, ...changes }));
  await store.close();
}

async function balanceOf(server: FaceSwapServer): Promise<number> {
  const { envelope } = await server.call(paths.balance);
  return balance.parse(envelope.data).balance;
}

describe("a server that is started again", () => {
  test("runs what was running and what was waiting, in the old order, on files of before", async () => {
    let now = Date.now();
    const clock = () => (now += 1);
    const first = await startFaceSwapServer({ clock });
    const gifs = [1, 2, 3, 4, 5, 6].map((frames) => tinyGif({ frames }));
    const ids: string[] = [];
    for (const gif of gifs) {
      const video_url = await first.upload(gif, "image/gif", ".gif");
      ids.push(await first.createTask({ video_url }));
    }
    await first.engine.swap(1);
    await first.close();

    const second = await startFaceSwapServer({ clock, dataDir: first.dataDir });
    // Two run at a time and may change places; all others wait for one to end.
    await second.engine.swap(1);
    for (let index = 2; index < gifs.length; index += 1) {
      second.engine.swaps[index - 2].succeed();
      expect((await second.engine.swap(index)).job.target).toEqual(Buffer.from(gifs[index]));
    }
    for (const { succeed } of second.engine.swaps) succeed();
    for (const id of ids) expect(await second.ended(id)).toMatchObject({ status: "success" });
    const [url] = (await second.taskInfo(ids[0])).result?.media_urls ?? [];
    expect(url).toMatch(second.url);
    expect((await second.call(url)).status).toBe(200);
  });

  test("still knows what was finished", async () => {
    const first = await startFaceSwapServer();
    const id = await first.createTask();
    (await first.engine.swap(0)).succeed();
    await first.ended(id);
    await first.close();
    const second = await startFaceSwapServer({ dataDir: first.dataDir });
    expect((await second.taskInfo(id)).status).toBe("success");
    expect(second.engine.swaps).toHaveLength(0);
  });

  test("runs a task again that died with the server, once, and then no more", async () => {
    const config = { creditsPerKey: 10 };
    const first = await startFaceSwapServer({ config });
    const id = await first.createTask();
    await first.engine.swap(0);
    await first.close();

    await rewrite(first, id, { status: "running", tries: 1 });
    const second = await startFaceSwapServer({ config, dataDir: first.dataDir });
    await second.engine.swap(0);
    await second.close();

    await rewrite(first, id, { status: "running", tries: 2 });
    const third = await startFaceSwapServer({ config, dataDir: first.dataDir });
    expect(await third.ended(id)).toMatchObject({
      status: "failed",
      credits: 0,
      result: { code: 501, reason: "ENGINE_CRASHED" },
    });
    expect(third.engine.swaps).toHaveLength(0);
    expect(await balanceOf(third)).toBe(10);
  });

  test("that was stopped in good order did not use up a try", async () => {
    let server = await startFaceSwapServer();
    const id = await server.createTask();
    for (let restart = 0; restart < 4; restart += 1) {
      await server.engine.swap(0);
      await server.close();
      server = await startFaceSwapServer({ dataDir: server.dataDir });
    }
    (await server.engine.swap(0)).succeed();
    expect(await server.ended(id)).toMatchObject({ status: "success" });
  });

  test("settles credits whose task ended, or was never written, just before the end", async () => {
    const config = { creditsPerKey: 20 };
    const first = await startFaceSwapServer({ config });
    const [won, lost] = [await first.createTask(), await first.createTask()];
    await first.close();
    await rewrite(first, won, { status: "success", completedAt: 1, resultName: "x" });
    await rewrite(first, lost, { status: "failed", completedAt: 1 });
    const store = await openStore(`sqlite:${first.dataDir}/server.sqlite`);
    const caller = { account: "own", credits: 20, callsPerWindow: 0, maxUnfinished: 9 };
    await createAccounts(store).reserve(caller, "never-written", 4);
    await store.close();

    const second = await startFaceSwapServer({ config, dataDir: first.dataDir });
    expect(await balanceOf(second)).toBe(16);
  });

  test("passes over records that cannot be read, says so, and goes on with the others", async () => {
    const first = await startFaceSwapServer();
    const id = await first.createTask();
    await first.engine.swap(0);
    await first.close();
    const database = await openSqliteDatabase(`${first.dataDir}/server.sqlite`);
    const insert = "INSERT INTO records (key, value) VALUES (?, ?)";
    database.run(insert, "tasks:0", "no JSON");
    database.run(insert, "detections:0", '{"value":{"of":"a newer version"}}');
    database.run(insert, "accounts:0", "no JSON");
    database.close();

    const second = await startFaceSwapServer({ dataDir: first.dataDir });
    (await second.engine.swap(0)).succeed();
    expect(await second.ended(id)).toMatchObject({ status: "success" });
    const said = second.logLines.filter((line) => line.includes("A record cannot be read"));
    expect(said).toHaveLength(3);
  });

  test("starts although a task that holds credits cannot be read, and leaves that one as it is", async () => {
    const config = { creditsPerKey: 10 };
    const first = await startFaceSwapServer({ config });
    const [lost, other] = [await first.createTask(), await first.createTask()];
    await first.close();
    const database = await openSqliteDatabase(`${first.dataDir}/server.sqlite`);
    database.run("UPDATE records SET value = 'no JSON' WHERE key = ?", `tasks:${lost}`);
    database.close();

    const second = await startFaceSwapServer({ dataDir: first.dataDir, config });
    (await second.engine.swap(0)).succeed();
    expect(await second.ended(other)).toMatchObject({ status: "success" });
    expect(await balanceOf(second)).toBe(2);
  });

  test("does not start beside another one on the same data", async () => {
    const first = await startFaceSwapServer();
    await expect(startFaceSwapServer({ dataDir: first.dataDir })).rejects.toMatchObject({
      code: "STORE_FAILED",
    });
    expect((await first.call(paths.balance)).status).toBe(200);
  });
});

describe("a server that cannot listen", () => {
  test("says so at once and leaves what it found as it was", async () => {
    const first = await startFaceSwapServer();
    const id = await first.createTask();
    await first.engine.swap(0);
    await first.close();
    const taken = Number(new URL((await startFaceSwapServer()).url).port);
    const start = startFaceSwapServer({
      dataDir: first.dataDir,
      config: { port: taken },
      graceMs: 60_000,
    });
    await expect(start).rejects.toThrow(/cannot listen on .*EADDRINUSE/);
    const second = await startFaceSwapServer({ dataDir: first.dataDir });
    (await second.engine.swap(0)).succeed();
    expect(await second.ended(id)).toMatchObject({ status: "success" });
  });
});

describe("a server that is closed", () => {
  test("answers and finishes what runs, takes nothing new, and is not ready", async () => {
    const server = await startFaceSwapServer({ graceMs: 30_000 });
    const id = await server.createTask();
    const swap = await server.engine.swap(0);
    const closed = server.close();
    expect(await server.call("/readyz")).toMatchObject({ status: 503 });
    expect(await server.call("/livez")).toMatchObject({ status: 200 });
    const body = {
      model: "gif-face-swap",
      input: { video_url: "http://a.b/c", new_face: "http://a.b/d" },
    };
    const refused = await server.call(paths.createTask, { body });
    expect(refused.envelope).toMatchObject({ code: 455, data: null });
    swap.succeed();
    await closed;
    expect(server.engine.state.closed).toBe(true);
    await expect(server.call("/livez")).rejects.toBeInstanceOf(Error);
    const next = await startFaceSwapServer({ dataDir: server.dataDir });
    expect(await next.taskInfo(id)).toMatchObject({ status: "success" });
  });
});

describe("old tasks", () => {
  test("are forgotten after two weeks", async () => {
    let now = Date.now();
    const clock = () => now;
    const first = await startFaceSwapServer({ clock });
    const id = await first.createTask();
    (await first.engine.swap(0)).succeed();
    await first.ended(id);
    await first.close();
    now += limits.taskRecordLifetimeMs;
    const second = await startFaceSwapServer({ clock, dataDir: first.dataDir });
    expect((await second.call(`${paths.taskInfo}?task_id=${id}`)).status).toBe(404);
  });
});
