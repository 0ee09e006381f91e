import { describe, expect, test } from "vitest";
import { balance } from "../../src/contract/account.ts";
import { paths } from "../../src/contract/paths.ts";
import { otherKey, startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";

const cancel = (server: FaceSwapServer, task_id: string, key?: string) =>
  server.call(paths.cancelTask, { body: { task_id }, ...(key && { key }) });

async function balanceOf(server: FaceSwapServer): Promise<number> {
  return balance.parse((await server.call(paths.balance)).envelope.data).balance;
}

describe("CancelTask", () => {
  test("ends a running task, stops its engine, and gives the credits back", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 10 } });
    const id = await server.createTask();
    const swap = await server.engine.swap(0);
    const answer = await cancel(server, id);
    expect(answer.envelope.data).toEqual({ task_id: id, status: "failed", cancelled: true });
    expect(swap.stopped()).toBe(true);
    expect(await balanceOf(server)).toBe(10);
    expect(await server.taskInfo(id)).toMatchObject({
      status: "failed",
      credits: 0,
      result: { code: 501, reason: "TASK_CANCELLED" },
    });
    // A second time it is the same answer, and the next task has the place.
    expect((await cancel(server, id)).envelope.data).toMatchObject({ cancelled: true });
    const next = await server.createTask();
    (await server.engine.swap(1)).succeed();
    expect(await server.ended(next)).toMatchObject({ status: "success" });
  });

  test("takes a waiting task out of the queue", async () => {
    const server = await startFaceSwapServer();
    const ids = [];
    for (let n = 0; n < 4; n += 1) ids.push(await server.createTask());
    await server.engine.swap(1);
    expect((await server.taskInfo(ids[2])).status).toBe("pending");
    await cancel(server, ids[2]);
    for (const index of [0, 1]) server.engine.swaps[index].succeed();
    (await server.engine.swap(2)).succeed();
    expect(await server.ended(ids[3])).toMatchObject({ status: "success" });
    expect(server.engine.swaps).toHaveLength(3);
    expect(await server.taskInfo(ids[2])).toMatchObject({ duration_s: null, status: "failed" });
  });

  test("leaves a finished task as it is, and what it cost", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 10 } });
    const id = await server.createTask();
    (await server.engine.swap(0)).succeed();
    await server.ended(id);
    const answer = await cancel(server, id);
    expect(answer.envelope.data).toEqual({ task_id: id, status: "success", cancelled: false });
    expect(await balanceOf(server)).toBe(6);
  });

  test("is not undone by a restart", async () => {
    const first = await startFaceSwapServer();
    const id = await first.createTask();
    await first.engine.swap(0);
    await cancel(first, id);
    await first.close();
    const second = await startFaceSwapServer({ dataDir: first.dataDir });
    expect(await second.taskInfo(id)).toMatchObject({ status: "failed" });
    expect(second.engine.swaps).toHaveLength(0);
  });

  test("knows only tasks of its own key", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    expect((await cancel(server, id, otherKey)).envelope).toMatchObject({
      code: 404,
      message: "Task not found",
    });
    expect((await cancel(server, "0".repeat(36))).status).toBe(404);
    expect((await cancel(server, "short")).status).toBe(422);
    expect(["pending", "running"]).toContain((await server.taskInfo(id)).status);
  });
});
