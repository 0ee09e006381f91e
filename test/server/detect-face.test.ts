import { describe, expect, test, vi } from "vitest";
import { createdDetection, detectResult } from "../../src/contract/detect.ts";
import type { DetectResult } from "../../src/contract/detect.ts";
import { paths } from "../../src/contract/paths.ts";
import { createdTask } from "../../src/contract/task.ts";
import { AppError, UserError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import type { DetectedFaces, FaceMedia } from "../../src/workers/swap-port.ts";
import { otherKey, startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer, FaceSwapServerOptions } from "../support/face-swap-server.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";

/** So many faces, each with a crop of its own size. */
function facesOf(count: number): DetectedFaces {
  const faces = Array.from({ length: count }, (_, index) => ({
    index,
    frame: 0,
    box: { x: 0, y: 0, width: 40, height: 40 },
    size: 40,
    seen: 1,
    crop: pngHeader(64 + index, 64),
  }));
  return { width: 100, height: 80, frames: 1, faces };
}

/** From now on detections wait for the test, which sees them in the order asked. */
function holdDetections(server: FaceSwapServer) {
  const held: { media: FaceMedia; finish: (found: DetectedFaces) => void }[] = [];
  server.engine.answers.detectFaces = (media) =>
    new Promise((finish) => held.push({ media, finish }));
  return held;
}

async function startWithFaces(count: number, options: FaceSwapServerOptions = {}) {
  const server = await startFaceSwapServer(options);
  server.engine.answers.detectFaces = async () => facesOf(count);
  return server;
}

async function resultOf(server: FaceSwapServer, id: string, key?: string) {
  return server.call(`${paths.detectFaceResult}?detect_task_id=${id}`, key ? { key } : {});
}

async function create(server: FaceSwapServer, path: string, body: Record<string, unknown>) {
  const { envelope } = await server.call(path, { body });
  return createdDetection.parse(envelope.data).detect_task_id;
}

function detected(server: FaceSwapServer, id: string): Promise<DetectResult> {
  return vi.waitFor(
    async () => {
      const { envelope } = await resultOf(server, id);
      const result = detectResult.parse(envelope.data);
      expect(["succeeded", "failed"]).toContain(result.status);
      return result;
    },
    { timeout: 30_000, interval: 20 },
  );
}

/** A GIF whose faces have been found. */
async function detectedGif(server: FaceSwapServer) {
  const video_url = await server.upload(tinyGif({ frames: 2 }), "image/gif", ".gif");
  const result = await detected(server, await create(server, paths.detectFaceVideo, { video_url }));
  return { video_url, detect_id: result.result?.id ?? "", faces: result.result?.faces ?? [] };
}

const multi = (input: Record<string, unknown>) => ({ model: "gif-face-swap-multi", input });

describe("a detection", () => {
  test("tells the faces with their crops, in the contract's own spelling", async () => {
    const server = await startWithFaces(2, { clock: () => 1_790_000_000_000 });
    const image_url = await server.upload(pngHeader(100, 80), "image/png", ".png");
    const id = await create(server, paths.detectFaceImage, { image_url });
    expect(id).toMatch(/^[a-z0-9]{18}$/);
    const result = await detected(server, id);
    expect(result).toEqual({
      detect_task_id: id,
      status: "succeeded",
      error: null,
      result: {
        id: expect.stringMatching(/^[\w-]{11}$/),
        status: "succeed",
        type: "face_detect",
        hair_id: null,
        faces: [0, 1].map((face) => ({ id: face, link: expect.stringMatching(/\.png$/) })),
        started_at: "2026-09-21 14:13:20",
        finished_at: "2026-09-21 14:13:20",
        error: null,
      },
    });
    const crop = await server.call(result.result?.faces[1].link ?? "", { key: null });
    expect(crop.bytes).toEqual(Buffer.from(pngHeader(65, 64)));
  });

  test("says that it works, and works on the bytes of its URL", async () => {
    const server = await startFaceSwapServer();
    const held = holdDetections(server);
    const gif = tinyGif({ frames: 3 });
    const video_url = await server.upload(gif, "image/gif", ".gif");
    const id = await create(server, paths.detectFaceVideo, { video_url });
    await vi.waitFor(() => expect(held).toHaveLength(1));
    expect(held[0].media).toEqual({ kind: "gif", media: Buffer.from(gif) });
    const { envelope } = await resultOf(server, id);
    expect(envelope.data).toEqual({
      detect_task_id: id,
      status: "processing",
      error: null,
      result: null,
    });
    held[0].finish(facesOf(0));
    expect((await detected(server, id)).result?.faces).toEqual([]);
  });

  test.each([
    [
      paths.detectFaceImage,
      "image_url",
      pngHeader,
      new UserError("TARGET_BROKEN"),
      "TARGET_BROKEN",
    ],
    [paths.detectFaceVideo, "video_url", tinyGif, new TypeError("x is no y"), "INTERNAL"],
  ] as const)("fails with a sentence: %s", async (path, field, media, thrown, reason) => {
    const server = await startFaceSwapServer();
    server.engine.answers.detectFaces = () => Promise.reject(thrown);
    const [type, ext] = field === "image_url" ? ["image/png", ".png"] : ["image/gif", ".gif"];
    const id = await create(server, path, { [field]: await server.upload(media(), type, ext) });
    const result = await detected(server, id);
    expect(result).toMatchObject({ status: "failed", result: null, reason });
    expect(result.error).toMatch(/\.$/);
    expect(result.error).not.toContain("x is no y");
  });

  test("of the wrong kind of file fails before the engine sees it", async () => {
    const server = await startWithFaces(1);
    const png = await server.upload(pngHeader(), "image/png", ".png");
    const gif = await server.upload(tinyGif(), "image/gif", ".gif");
    for (const [path, body] of [
      [paths.detectFaceVideo, { video_url: png }],
      [paths.detectFaceImage, { image_url: gif }],
      [paths.detectFaceImage, { image_url: "http://10.0.0.1/a.png" }],
    ] as const) {
      const result = await detected(server, await create(server, path, body));
      expect(result).toMatchObject({ status: "failed" });
    }
  });

  test("is tried again once when its engine process dies", async () => {
    const server = await startFaceSwapServer();
    let tries = 0;
    server.engine.answers.detectFaces = async () => {
      tries += 1;
      if (tries === 1) throw new AppError("ENGINE_CRASHED");
      return facesOf(1);
    };
    expect((await detectedGif(server)).faces).toHaveLength(1);
    server.engine.answers.detectFaces = () => Promise.reject(new AppError("ENGINE_CRASHED"));
    const video_url = await server.upload(tinyGif(), "image/gif", ".gif");
    const id = await create(server, paths.detectFaceVideo, { video_url });
    expect(await detected(server, id)).toMatchObject({
      status: "failed",
      reason: "ENGINE_CRASHED",
    });
  });

  test("is a 404 for another key and for what never was, and a 422 without its field", async () => {
    const server = await startWithFaces(1);
    const image_url = await server.upload(pngHeader(), "image/png", ".png");
    const id = await create(server, paths.detectFaceImage, { image_url });
    expect((await resultOf(server, id, otherKey)).envelope).toMatchObject({ code: 404 });
    expect((await resultOf(server, "never-was")).status).toBe(404);
    expect((await server.call(paths.detectFaceResult)).status).toBe(422);
    const wrong = await server.call(paths.detectFaceImage, { body: { video_url: image_url } });
    expect(wrong.envelope.errors?.join()).toContain("image_url: Field required");
  });

  test("survives a restart, whether it had ended or not", async () => {
    const first = await startWithFaces(1);
    const done = await detectedGif(first);
    first.engine.answers.detectFaces = (_media, { signal } = {}) =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const image_url = await first.upload(pngHeader(), "image/png", ".png");
    const id = await create(first, paths.detectFaceImage, { image_url });
    await first.close();
    const second = await startWithFaces(2, { dataDir: first.dataDir });
    expect((await detected(second, id)).result?.faces).toHaveLength(2);
    const task = multi({
      detect_id: done.detect_id,
      video_url: done.video_url,
      faces: [{ face_id: 0, target: image_url }],
    });
    expect((await second.call(paths.createTask, { body: task })).status).toBe(200);
  });

  test("counts as unfinished work of its key until it ends", async () => {
    const server = await startFaceSwapServer({ config: { maxUnfinishedPerKey: 1 } });
    const held = holdDetections(server);
    const image_url = await server.upload(pngHeader(), "image/png", ".png");
    const id = await create(server, paths.detectFaceImage, { image_url });
    const body = { image_url };
    expect((await server.call(paths.detectFaceImage, { body })).status).toBe(429);
    await vi.waitFor(() => expect(held).toHaveLength(1));
    held[0].finish(facesOf(1));
    await detected(server, id);
    await vi.waitFor(async () =>
      expect((await server.call(paths.detectFaceImage, { body })).status).toBe(200),
    );
  });
});

describe("a multi swap", () => {
  test("swaps the named faces, keeps those that name their own crop, and pays by face", async () => {
    const server = await startWithFaces(3);
    const { video_url, detect_id, faces } = await detectedGif(server);
    const target = await server.upload(pngHeader(80, 80), "image/png", ".png");
    const body = multi({
      detect_id,
      video_url,
      faces: [
        { face_id: 0, target: faces[0].link },
        { face_id: 1, target },
        { face_id: 2, target: faces[0].link },
      ],
    });
    const estimate = await server.call(paths.estimateCredits, { body });
    expect(estimate.envelope.data).toEqual({ credits: 6, estimated: false });
    const { envelope } = await server.call(paths.createTask, { body });
    const swap = await server.engine.swap(0);
    expect(swap.job).toEqual({
      kind: "gif",
      target: Buffer.from(tinyGif({ frames: 2 })),
      faces: new Map([
        [1, Buffer.from(pngHeader(80, 80))],
        [2, Buffer.from(pngHeader(64, 64))],
      ]),
    });
    swap.succeed();
    const task = await server.ended(createdTask.parse(envelope.data).task_id);
    expect(task).toMatchObject({ model_version: "gif-face-swap-multi", credits: 6, param: body });
  });

  test("of a picture works the same way", async () => {
    const server = await startWithFaces(1);
    const image_url = await server.upload(pngHeader(90, 90), "image/png", ".png");
    const found = await detected(
      server,
      await create(server, paths.detectFaceImage, { image_url }),
    );
    const input = {
      image_url,
      detect_id: found.result?.id,
      faces: [{ face_id: 0, target: image_url }],
    };
    const body = { model: "image-face-swap-multi", input };
    expect((await server.call(paths.createTask, { body })).envelope.code).toBe(200);
    expect((await server.engine.swap(0)).job).toEqual({
      kind: "image",
      target: Buffer.from(pngHeader(90, 90)),
      faces: new Map([[0, Buffer.from(pngHeader(90, 90))]]),
    });
  });

  test("names a detection of its own key, of the same URL, not older than an hour", async () => {
    let now = Date.now();
    const server = await startWithFaces(2, { clock: () => now });
    const { video_url, detect_id } = await detectedGif(server);
    const target = await server.upload(pngHeader(), "image/png", ".png");
    const faces = [{ face_id: 0, target }];
    const faultOf = async (input: Record<string, unknown>, key?: string) => {
      const body = multi({ detect_id, video_url, faces, ...input });
      const answer = await server.call(paths.createTask, { body, ...(key && { key }) });
      return `${answer.status} ${answer.envelope.errors?.join("; ") ?? ""}`;
    };
    const prefix = "422 Value error, Invalid input for model gif-face-swap-multi:";
    const unknown = `${prefix} detect_id: Unknown, unfinished or older than one hour`;
    expect(await faultOf({ detect_id: "Qw8Zr1TnX0b" })).toBe(unknown);
    expect(await faultOf({ detect_id: "no: ../id" })).toBe(unknown);
    expect(await faultOf({}, otherKey)).toBe(unknown);
    expect(await faultOf({ video_url: `${video_url}?x` })).toBe(
      `${prefix} video_url: Input should be the URL that was used for the detection`,
    );
    expect(await faultOf({ faces: [{ face_id: 2, target }] })).toBe(
      `${prefix} faces: 0: face_id: Input should be one of 0, 1`,
    );
    expect(await faultOf({ faces: [] })).toContain(`${prefix} faces: `);
    expect(await faultOf({ faces: [...faces, ...faces] })).toContain("twice");
    now += limits.detectionLifetimeMs - 1;
    expect(await faultOf({})).toBe("200 ");
    now += 1;
    expect(await faultOf({})).toBe(unknown);
  });

  test("that would keep every face is refused", async () => {
    const server = await startWithFaces(1);
    const { video_url, detect_id, faces } = await detectedGif(server);
    const body = multi({ detect_id, video_url, faces: [{ face_id: 0, target: faces[0].link }] });
    const { envelope } = await server.call(paths.createTask, { body });
    expect(envelope.errors?.join()).toContain("At least one face should get another target");
  });
});
