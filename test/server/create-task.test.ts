import { describe, expect, test } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import { limits } from "../../src/core/limits.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";

/** Fit for a task that is created; its links lead nowhere. */
const input = { video_url: "http://127.0.0.1/a.gif", new_face: "http://127.0.0.1/a.jpg" };
const json = { "content-type": "application/json" };

describe("CreateTask", () => {
  test("answers with an id of 36 characters and nothing else", async () => {
    const server = await startFaceSwapServer();
    const { status, headers, bytes } = await server.call(paths.createTask, {
      body: { model: "gif-face-swap", input, callback_url: "https://hook.invalid/x" },
    });
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("no-store");
    expect(JSON.parse(bytes.toString())).toEqual({
      code: 200,
      message: "success",
      data: { task_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  test.each([
    [{ input }, "model: Field required"],
    [{ model: "face-swap-9000", input }, "model: Input should be one of gif-face-swap, gif"],
    [{ model: "gif-face-swap" }, "Invalid input for model gif-face-swap: Field required"],
    [
      { model: "gif-face-swap", input: { new_face: input.new_face } },
      "Invalid input for model gif-face-swap: video_url: Field required",
    ],
    [
      { model: "image-face-swap", input },
      "Invalid input for model image-face-swap: image_url: Field required",
    ],
    [
      { model: "gif-face-swap", input: { ...input, age: 2 } },
      'Invalid input for model gif-face-swap: Unrecognized key: "age"',
    ],
    [
      { model: "gif-face-swap", input: { ...input, strength: 2 } },
      "Invalid input for model gif-face-swap: strength: Too big",
    ],
    [
      { model: "gif-face-swap", input: { ...input, new_face: "data:image/png;base64,AAAA" } },
      "Invalid input for model gif-face-swap: new_face: Invalid URL",
    ],
    [
      { model: "gif-face-swap", input: { ...input, video_url: 7 } },
      "Invalid input for model gif-face-swap: video_url: Invalid input: expected string",
    ],
    [{ model: "gif-face-swap", input, callback_url: "soon" }, "callback_url: Invalid URL"],
    [{ model: ["gif-face-swap"], input }, "model: Input should be one of"],
  ])("refuses %j and names the field", async (body, fault) => {
    const server = await startFaceSwapServer();
    const { status, bytes, envelope } = await server.call(paths.createTask, { body });
    expect(status).toBe(422);
    expect(envelope).toMatchObject({ code: 422, message: "Missing Params or Type Error" });
    expect(envelope.errors?.join()).toContain(`Value error, ${fault}`);
    expect(JSON.parse(bytes.toString())).not.toHaveProperty("data");
  });

  test("names every fault at once", async () => {
    const server = await startFaceSwapServer();
    const body = { model: "gif-face-swap", input: {}, callback_url: 1 };
    const { envelope } = await server.call(paths.createTask, { body });
    expect(envelope.errors).toHaveLength(3);
  });

  test.each([
    ["no JSON", { headers: json, body: "{model:" }],
    ["an empty body", { headers: json, body: "" }],
    ["no object", { headers: json, body: "null" }],
    ["another content type", { headers: { "content-type": "text/plain" }, body: "hello" }],
    ["no body at all", { method: "POST" }],
    ["a body without end", { headers: json, body: "x".repeat(limits.maxRequestBytes + 1) }],
    ["a prototype", { headers: json, body: '{"__proto__":{"model":"gif-face-swap"}}' }],
  ] as const)("refuses %s", async (_, call) => {
    const server = await startFaceSwapServer();
    const { status, envelope } = await server.call(paths.createTask, call);
    expect(status).toBe(422);
    expect(envelope.code).toBe(422);
    expect(envelope.errors?.length).toBeGreaterThan(0);
  });

  test("says 429 and when to come again while too many tasks wait", async () => {
    const server = await startFaceSwapServer();
    const create = () =>
      server.call(paths.createTask, { body: { model: "gif-face-swap", input: uploads } });
    const uploads = { video_url: `${server.url}/media/x`, new_face: `${server.url}/media/x` };
    // Two run (one on the engine, one fetching), and the rest of the queue's places fill up.
    const first = await server.createTask();
    await server.engine.swap(0);
    const second = await server.createTask();
    await server.engine.swap(1);
    const waiting = await Promise.all(Array.from({ length: limits.maxWaitingTasks }, create));
    expect(new Set(waiting.map(({ status }) => status))).toEqual(new Set([200]));

    const refused = await create();
    expect(refused.status).toBe(429);
    expect(refused.envelope).toMatchObject({ code: 429, message: "Too many tasks are waiting" });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);

    server.engine.swaps[0].succeed();
    await server.ended(first);
    expect((await create()).status).toBe(200);
    expect((await server.taskInfo(second)).status).toBe("running");
  });

  test("keeps the order in which tasks came", async () => {
    const server = await startFaceSwapServer();
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await server.createTask());
    await server.engine.swap(1);
    expect(await statuses(server, ids)).toEqual(["running", "running", "pending", "pending"]);
    server.engine.swaps[1].succeed();
    await server.engine.swap(2);
    expect(await statuses(server, ids)).toEqual(["running", "success", "running", "pending"]);
  });
});

function statuses(server: Awaited<ReturnType<typeof startFaceSwapServer>>, ids: string[]) {
  return Promise.all(ids.map(async (id) => (await server.taskInfo(id)).status));
}

describe("an address that does not exist", () => {
  test.each([
    ["GET", "/api/v1/client/job/Nothing"],
    ["GET", paths.createTask],
    ["POST", paths.taskInfo],
    ["GET", "/"],
    ["GET", "/media/..%2f..%2fserver.sqlite"],
    ["GET", "/%zz"],
    ["GET", `/media/${"x".repeat(500)}`],
  ] as const)("is a 404 of the contract: %s %s", async (method, path) => {
    const server = await startFaceSwapServer();
    const { status, envelope } = await server.call(path, { method });
    expect({ status, code: envelope.code }).toEqual({ status: 404, code: 404 });
  });
});
