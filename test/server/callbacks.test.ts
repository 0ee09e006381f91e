import { describe, expect, test } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import { createdTask, taskInfo } from "../../src/contract/task.ts";
import type { Sleep } from "../../src/core/deadline.ts";
import { UserError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { eventually } from "../support/eventually.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer, FaceSwapServerOptions } from "../support/face-swap-server.ts";
import { startHttp } from "../support/http-server.ts";
import { tinyGif, pngHeader } from "../support/tiny-media.ts";

/** A client's listener on the loopback that answers with these statuses in turn, the last one for ever. */
async function listener(...statuses: number[]) {
  const bodies: unknown[] = [];
  const types: (string | undefined)[] = [];
  const host = await startHttp(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    types.push(request.headers["content-type"]);
    bodies.push(JSON.parse(text));
    const status = statuses[Math.min(bodies.length, statuses.length) - 1];
    response.writeHead(status, { location: "/elsewhere" }).end("thanks");
  });
  return { ...host, url: `${host.origin}/hook/secret-token`, bodies, types };
}

/** Waits are over at once, and are counted. */
function quickSleep() {
  const waits: number[] = [];
  const sleep: Sleep = async (ms, signal) => {
    signal?.throwIfAborted();
    waits.push(ms);
    clock.now += ms;
  };
  const clock = { now: 1_790_000_000_000 };
  return { waits, sleep, clock: () => clock.now };
}

async function startFor(origin: string, options: FaceSwapServerOptions = {}) {
  return startFaceSwapServer({ ...options, config: { mediaAllowedOrigins: [origin] } });
}

async function createWith(server: FaceSwapServer, callback_url: string): Promise<string> {
  const input = {
    video_url: await server.upload(tinyGif(), "image/gif", ".gif"),
    new_face: await server.upload(pngHeader(), "image/png", ".png"),
  };
  const { envelope } = await server.call(paths.createTask, {
    body: { model: "gif-face-swap", callback_url, input },
  });
  return createdTask.parse(envelope.data).task_id;
}

const afterTheGap = () => Date.now() + limits.callbackGapsMs[0];

describe("a callback", () => {
  test("is the data of TaskInfo, without the envelope, once", async () => {
    const hook = await listener(200);
    const server = await startFor(hook.origin);
    const id = await createWith(server, hook.url);
    const swap = await server.engine.swap(0);
    expect(hook.bodies).toEqual([]);
    swap.succeed();
    await eventually(() => expect(hook.bodies).toHaveLength(1));
    expect(hook.requests).toEqual(["POST /hook/secret-token"]);
    expect(hook.types).toEqual(["application/json"]);
    expect(taskInfo.parse(hook.bodies[0])).toEqual(await server.taskInfo(id));
    expect(server.logLines.join("")).not.toContain("secret-token");
    await server.close();
    await startFor(hook.origin, { dataDir: server.dataDir });
    expect(hook.bodies).toHaveLength(1);
  });

  test("tells of failures and of a task that was cancelled, too", async () => {
    const hook = await listener(204);
    const server = await startFor(hook.origin);
    await createWith(server, hook.url);
    (await server.engine.swap(0)).fail(new UserError("NO_FACE_IN_TARGET"));
    await eventually(() => expect(hook.bodies).toHaveLength(1));
    expect(hook.bodies[0]).toMatchObject({ status: "failed", credits: 0, result: { code: 501 } });
    const task_id = await createWith(server, hook.url);
    await server.call(paths.cancelTask, { body: { task_id } });
    await eventually(() => expect(hook.bodies).toHaveLength(2));
    expect(hook.bodies[1]).toMatchObject({ task_id, result: { reason: "TASK_CANCELLED" } });
  });

  test("that is not taken comes again three times, after growing gaps, and then no more", async () => {
    const hook = await listener(500, 404, 302, 503);
    const time = quickSleep();
    const server = await startFor(hook.origin, time);
    await createWith(server, hook.url);
    (await server.engine.swap(0)).succeed();
    await eventually(() => expect(hook.bodies).toHaveLength(4));
    await eventually(() => expect(server.logLines.join("")).toContain('"again":false'));
    expect(hook.bodies).toHaveLength(4);
    expect(new Set(hook.requests)).toEqual(new Set(["POST /hook/secret-token"]));
    expect(time.waits).toEqual([...limits.callbackGapsMs]);
    expect(time.waits).toEqual(time.waits.toSorted((one, other) => one - other));
  });

  test("stops when it is taken", async () => {
    const hook = await listener(500, 200);
    const server = await startFor(hook.origin, quickSleep());
    await createWith(server, hook.url);
    (await server.engine.swap(0)).succeed();
    await eventually(() => expect(hook.bodies).toHaveLength(2));
    await server.close();
    await startFor(hook.origin, { dataDir: server.dataDir });
    expect(hook.bodies).toHaveLength(2);
  });

  test("survives a restart: what could not be told is told by the next server", async () => {
    const hook = await listener(500, 200);
    const first = await startFor(hook.origin);
    const id = await createWith(first, hook.url);
    (await first.engine.swap(0)).succeed();
    await eventually(() => expect(first.logLines.join("")).toContain("Callback failed"));
    await first.close();
    expect(hook.bodies).toHaveLength(1);

    await startFor(hook.origin, { dataDir: first.dataDir, clock: afterTheGap });
    await eventually(() => expect(hook.bodies).toHaveLength(2));
    expect(hook.bodies[1]).toMatchObject({ task_id: id, status: "success" });
  });

  test.each(["http://127.0.0.1/x", "http://[::1]:8080/x", "http://10.1.2.3/", "https://a:b@c.de/"])(
    "does not lead inside: %s is a 422",
    async (callback_url) => {
      const server = await startFaceSwapServer();
      const input = { video_url: "https://a.invalid/x", new_face: "https://a.invalid/x" };
      const body = { model: "gif-face-swap", callback_url, input };
      const { status, envelope } = await server.call(paths.createTask, { body });
      expect(status).toBe(422);
      expect(envelope.errors?.join()).toContain("callback_url: Input should be a public http");
    },
  );

  test("whose name leads inside is given up at once, and the task is as it is", async () => {
    const hook = await listener(200);
    const server = await startFaceSwapServer();
    const id = await createWith(server, "http://localhost/hook");
    (await server.engine.swap(0)).succeed();
    await eventually(() => expect(server.logLines.join("")).toContain("Callback failed"));
    expect(server.logLines.join("")).toContain('"reason":"LINK_PRIVATE","tries":1,"again":false');
    expect(hook.bodies).toEqual([]);
    expect(await server.taskInfo(id)).toMatchObject({ status: "success" });
  });
});
