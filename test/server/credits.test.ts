import { describe, expect, test } from "vitest";
import { balance } from "../../src/contract/account.ts";
import { paths } from "../../src/contract/paths.ts";
import { UserError } from "../../src/core/errors.ts";
import { otherKey, ownKey, startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";

async function balanceOf(server: FaceSwapServer, key = ownKey): Promise<number> {
  const { envelope } = await server.call(paths.balance, { key });
  return balance.parse(envelope.data).balance;
}

const input = { video_url: "http://127.0.0.1/a.gif", new_face: "http://127.0.0.1/a.jpg" };

describe("the credits of a key", () => {
  test("are reserved when a task is made and used up when it succeeds", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 10 } });
    expect(await balanceOf(server)).toBe(10);
    const id = await server.createTask();
    expect(await balanceOf(server)).toBe(6);
    (await server.engine.swap(0)).succeed();
    expect(await server.ended(id)).toMatchObject({ status: "success", credits: 4 });
    expect(await balanceOf(server)).toBe(6);
    expect(await balanceOf(server, otherKey)).toBe(10);
  });

  test("come back when the task fails", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 10 } });
    const id = await server.createTask();
    (await server.engine.swap(0)).fail(new UserError("NO_FACE_IN_PHOTO"));
    await server.ended(id);
    expect(await balanceOf(server)).toBe(10);
  });

  test("that are not enough make a 402 and no task", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 7 } });
    await server.createTask();
    const body = { model: "gif-face-swap", input };
    const refused = await server.call(paths.createTask, { body });
    expect(refused.status).toBe(402);
    expect(refused.envelope).toMatchObject({ code: 402, message: "Insufficient credits" });
    expect(await balanceOf(server)).toBe(3);
    const picture = {
      model: "image-face-swap",
      input: { image_url: input.video_url, new_face: input.new_face },
    };
    expect((await server.call(paths.createTask, { body: picture })).status).toBe(200);
  });

  test("are looked at after the request itself: a wrong one is a 422 even for the poor", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 0 } });
    const wrong = await server.call(paths.createTask, { body: { model: "gif-face-swap" } });
    expect(wrong.status).toBe(422);
  });

  test("are not spent twice by calls at the same time", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 12 } });
    const body = { model: "gif-face-swap", input: await goodInput(server) };
    const calls = Array.from({ length: 10 }, () => server.call(paths.createTask, { body }));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.toSorted((one, other) => one - other)).toEqual([
      200,
      200,
      200,
      ...Array<number>(7).fill(402),
    ]);
    expect(await balanceOf(server)).toBe(0);
  });

  test("outlive a restart, and a key without a limit is told a large number", async () => {
    const config = { creditsPerKey: 10 };
    const first = await startFaceSwapServer({ config });
    const id = await first.createTask();
    (await first.engine.swap(0)).succeed();
    await first.ended(id);
    await first.close();
    const second = await startFaceSwapServer({ config, dataDir: first.dataDir });
    expect(await balanceOf(second)).toBe(6);
    await second.close();
    const third = await startFaceSwapServer({ dataDir: first.dataDir });
    expect(await balanceOf(third)).toBeGreaterThan(1000);
  });
});

async function goodInput(server: FaceSwapServer) {
  const id = await server.createTask();
  (await server.engine.swap(0)).fail(new UserError("NO_FACE_IN_TARGET"));
  const { param } = await server.ended(id);
  return param.input;
}
