import { describe, expect, test } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import { AppError, UserError } from "../../src/core/errors.ts";
import { otherKey, startFaceSwapServer } from "../support/face-swap-server.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";

describe("TaskInfo", () => {
  test("tells a task from its creation to its result, with every field of the contract", async () => {
    let now = 1_790_000_000_000;
    const server = await startFaceSwapServer({ clock: () => now });
    const gif = tinyGif({ frames: 3 });
    const input = {
      video_url: await server.upload(gif, "image/gif", ".gif"),
      new_face: await server.upload(pngHeader(), "image/png", ".png"),
      strength: 0.5,
    };
    const id = await server.createTask(input);
    const swap = await server.engine.swap(0);
    expect(swap.job).toEqual({
      kind: "gif",
      target: Buffer.from(gif),
      face: Buffer.from(pngHeader()),
      strength: 0.5,
    });
    expect((await server.taskInfo(id)).progress?.stage).toBe("queued");
    swap.progress({ stage: "drawing", done: 1, of: 3 });
    const common = {
      task_id: id,
      provider: expect.any(String),
      model_version: "gif-face-swap",
      param: { model: "gif-face-swap", input },
      create_at: 1_790_000_000,
      credits: 4,
      source: "api",
    };
    expect(await server.taskInfo(id)).toEqual({
      ...common,
      status: "running",
      complete_at: null,
      duration_s: null,
      result: null,
      progress: { stage: "drawing", done: 1, of: 3 },
    });

    now += 37_400;
    swap.succeed(tinyGif({ frames: 2 }));
    expect(await server.ended(id)).toEqual({
      ...common,
      status: "success",
      complete_at: 1_790_000_037,
      duration_s: 37,
      result: {
        code: 200,
        message: "success",
        media_urls: [expect.stringMatching(/\/media\/[\w-]{43}\.gif$/)],
      },
    });
    const [url] = (await server.taskInfo(id)).result?.media_urls ?? [];
    const result = await server.call(url, { key: null });
    expect(result.bytes).toEqual(Buffer.from(tinyGif({ frames: 2 })));
  });

  test("gives a picture for a picture", async () => {
    const server = await startFaceSwapServer();
    const image_url = await server.upload(pngHeader(100, 80), "image/png", ".png");
    const new_face = await server.upload(pngHeader(), "image/png", ".png");
    const { envelope } = await server.call(paths.createTask, {
      body: { model: "image-face-swap", input: { image_url, new_face } },
    });
    const { task_id } = envelope.data as { task_id: string };
    const swap = await server.engine.swap(0);
    expect(swap.job.kind).toBe("image");
    swap.succeed();
    const task = await server.ended(task_id);
    expect(task).toMatchObject({ model_version: "image-face-swap", credits: 1 });
    expect(task.result?.media_urls).toEqual([expect.stringMatching(/\.png$/)]);
  });

  test("of a waiting task says how many come before it, and how many are worked on at once", async () => {
    const server = await startFaceSwapServer({ config: { engineProcesses: 1 } });
    const ids: string[] = [];
    for (let made = 0; made < 6; made += 1) ids.push(await server.createTask());
    const tasks = await Promise.all(ids.map((id) => server.taskInfo(id)));
    const waiting = tasks.filter(({ status }) => status === "pending");
    const atOnce = ids.length - waiting.length;
    expect(waiting.length).toBeGreaterThan(1);
    expect(waiting.map(({ queue }) => queue)).toEqual(
      waiting.map((_, place) => ({ ahead: atOnce + place, at_once: atOnce })),
    );
    expect(tasks.filter(({ queue, status }) => queue && status !== "pending")).toEqual([]);
  });

  test("of another key's only task says that it comes before the many of the first one", async () => {
    const server = await startFaceSwapServer({ config: { engineProcesses: 1 } });
    const ids: string[] = [];
    for (let made = 0; made < 6; made += 1) ids.push(await server.createTask());
    const first = await Promise.all(ids.map((id) => server.taskInfo(id)));
    const atOnce = first.filter(({ status }) => status !== "pending").length;
    const { envelope } = await server.call(paths.createTask, {
      key: otherKey,
      body: { model: "gif-face-swap", input: first[0].param.input },
    });
    const { task_id } = envelope.data as { task_id: string };
    const asked = { key: otherKey };
    const theirs = await server.call(`${paths.taskInfo}?task_id=${task_id}`, asked);
    expect(theirs.envelope.data).toMatchObject({ queue: { ahead: atOnce, at_once: atOnce } });
    const next = first.find(({ status }) => status === "pending")?.task_id ?? "";
    expect((await server.taskInfo(next)).queue?.ahead).toBe(atOnce + 1);
  });

  test("of a failed task has a sentence for the person and our name for the failure", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    (await server.engine.swap(0)).fail(new UserError("NO_FACE_IN_TARGET"));
    expect(await server.ended(id)).toMatchObject({
      status: "failed",
      credits: 0,
      result: {
        code: 501,
        message: "No face was found in the target. Faces must be visible and not too small.",
        media_urls: [],
        reason: "NO_FACE_IN_TARGET",
      },
    });
  });

  test("tells nobody what is inside of a bug", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    (await server.engine.swap(0)).fail(new TypeError("secret.internals is not a function"));
    const task = await server.ended(id);
    expect(task.result).toMatchObject({ code: 501, reason: "INTERNAL" });
    expect(JSON.stringify(task)).not.toContain("secret.internals");
    expect(server.logLines.join("")).toContain("secret.internals");
  });

  test.each(["", "?task_id=", "?task_id=too-short", `?task_id=${"x".repeat(37)}`, "?id=7"])(
    "is a 422 without a task_id of 36 characters (%j)",
    async (query) => {
      const server = await startFaceSwapServer();
      const { status, envelope } = await server.call(paths.taskInfo + query);
      expect(status).toBe(422);
      expect(envelope.errors?.join()).toContain("Value error, task_id: ");
    },
  );

  test("is the same 404 for a task of another key and for none at all", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    const unknown = "00000000-0000-4000-8000-000000000000";
    const odd = encodeURIComponent("tasks: ../".padEnd(36, "x"));
    const answers = [
      await server.call(`${paths.taskInfo}?task_id=${id}`, { key: otherKey }),
      await server.call(`${paths.taskInfo}?task_id=${unknown}`),
      await server.call(`${paths.taskInfo}?task_id=${odd}`),
    ];
    for (const { status, bytes } of answers) {
      expect(status).toBe(404);
      expect(bytes.toString()).toBe('{"code":404,"message":"Task not found","data":null}');
    }
  });
});

describe("an engine process that dies", () => {
  test("costs its task one more try", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    (await server.engine.swap(0)).fail(new AppError("ENGINE_CRASHED"));
    (await server.engine.swap(1)).succeed();
    expect(await server.ended(id)).toMatchObject({ status: "success" });
  });

  test("twice fails the task", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    for (const index of [0, 1]) {
      (await server.engine.swap(index)).fail(new AppError("ENGINE_CRASHED"));
    }
    expect(await server.ended(id)).toMatchObject({
      status: "failed",
      result: { reason: "ENGINE_CRASHED" },
    });
    expect(server.engine.swaps).toHaveLength(2);
  });

  test.each(["ENGINE_TIMED_OUT", "MODEL_UNUSABLE"] as const)(
    "is not the same as one that says %s: there is no second try",
    async (code) => {
      const server = await startFaceSwapServer();
      const id = await server.createTask();
      (await server.engine.swap(0)).fail(new AppError(code));
      expect(await server.ended(id)).toMatchObject({ status: "failed", result: { reason: code } });
      expect(server.engine.swaps).toHaveLength(1);
    },
  );
});
