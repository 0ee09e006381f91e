import sharp from "sharp";
import { describe, expect, test, vi } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import { createdDetection, detectResult } from "../../src/contract/detect.ts";
import { createdTask } from "../../src/contract/task.ts";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { eventually } from "../support/eventually.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import { faceModels } from "../support/face-models.ts";
import { gifOf, manyColours, makeGif } from "../support/make-gif.ts";
import { openPool } from "../support/open-pool.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";
import { identities } from "../support/synthetic-head.ts";
import { twoPeople } from "../support/two-people.ts";

const { mesh } = await faceModels();
const gif = sampleGif(mesh, { frames: 6, side: 200 });
const face = await sampleFace(mesh);
const pair = twoPeople(mesh);
const pairGif = gifOf([pair, pair]);
const noFaceGif = makeGif({
  width: 120,
  height: 120,
  palette: manyColours(16),
  frames: [{ paint: (x, y) => (x + y) % 16 }, { paint: (x, y) => (x * y) % 16 }],
});
const noFacePhoto = await sharp({
  create: { width: 200, height: 200, channels: 3, background: "teal" },
})
  .png()
  .toBuffer();

/** The server with real engine processes. */
async function startWithEngine(pool: Awaited<ReturnType<typeof openPool>>["pool"]) {
  const server = await startFaceSwapServer({ pool });
  const uploadGif = (bytes: Uint8Array) => server.upload(bytes, "image/gif", ".gif");
  const uploadPng = (bytes: Uint8Array) => server.upload(bytes, "image/png", ".png");
  return { server, uploadGif, uploadPng };
}

describe("the server with its engine", () => {
  test("swaps a face into a GIF, from the upload to the download", async () => {
    await using engine = await openPool();
    const { server, uploadGif, uploadPng } = await startWithEngine(engine.pool);
    const id = await server.createTask({
      video_url: await uploadGif(gif),
      new_face: await uploadPng(face),
    });
    const task = await server.ended(id);
    expect(task).toMatchObject({ status: "success", result: { code: 200 } });
    const answer = await server.call(task.result?.media_urls[0] ?? "", { key: null });
    expect(answer.headers["content-type"]).toBe("image/gif");
    expect(answer.bytes.equals(gif)).toBe(false);
    const [before, after] = [readGifBlocks(gif), readGifBlocks(answer.bytes)];
    expect(after).toMatchObject({ width: before.width, height: before.height, loop: before.loop });
    const delays = (blocks: typeof before) => blocks.frames.map(({ delayCs }) => delayCs);
    expect(delays(after)).toEqual(delays(before));
  });

  test("swaps a face into a picture", async () => {
    await using engine = await openPool();
    const { server, uploadPng } = await startWithEngine(engine.pool);
    const input = {
      image_url: await uploadPng(await sampleFace(mesh, identities.bruno)),
      new_face: await uploadPng(face),
    };
    const body = { model: "image-face-swap", input };
    const { envelope } = await server.call(paths.createTask, { body });
    const task = await server.ended(createdTask.parse(envelope.data).task_id);
    const { bytes, headers } = await server.call(task.result?.media_urls[0] ?? "");
    expect(headers["content-type"]).toBe("image/png");
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 512, height: 512 });
  });

  test("finds two people and swaps the second alone", async () => {
    await using engine = await openPool();
    const { server, uploadGif, uploadPng } = await startWithEngine(engine.pool);
    const video_url = await uploadGif(pairGif);
    const asked = await server.call(paths.detectFaceVideo, { body: { video_url } });
    const { detect_task_id } = createdDetection.parse(asked.envelope.data);
    const result = await vi.waitFor(
      async () => {
        const query = `?detect_task_id=${detect_task_id}`;
        const { envelope } = await server.call(paths.detectFaceResult + query);
        const found = detectResult.parse(envelope.data).result;
        return (expect(found).not.toBeNull(), found);
      },
      { timeout: 120_000, interval: 100 },
    );
    expect(result?.faces).toHaveLength(2);
    const { boxes = [] } = result?.group ?? {};
    const centres = boxes.map(({ face_id, x, width }) => [face_id, x + width / 2] as const);
    expect(centres.map(([id, x]) => [id, x < pair.width / 2])).toEqual([
      [0, true],
      [1, false],
    ]);
    const crop = await server.call(result?.faces[1].link ?? "", { key: null });
    expect((await sharp(crop.bytes).metadata()).format).toBe("png");

    const faces = [{ face_id: 1, target: await uploadPng(face) }];
    const body = {
      model: "gif-face-swap-multi",
      input: { detect_id: result?.id, video_url, faces },
    };
    const { envelope } = await server.call(paths.createTask, { body });
    const task = await server.ended(createdTask.parse(envelope.data).task_id);
    const { bytes } = await server.call(task.result?.media_urls[0] ?? "");
    const [before] = compositeFrames(readGifBlocks(pairGif));
    const [after] = compositeFrames(readGifBlocks(bytes));
    const row = before.canvas.width * 4;
    const changed = (from: number, to: number) =>
      before.canvas.data.some(
        (value, at) => at % row >= from && at % row < to && value !== after.canvas.data[at],
      );
    expect([changed(0, row / 2), changed(row / 2, row)]).toEqual([false, true]);
  });

  test("judges a photo before anybody pays for it", async () => {
    await using engine = await openPool();
    const { server, uploadPng } = await startWithEngine(engine.pool);
    const verdictOf = async (photo: Uint8Array) => {
      const body = { image_url: await uploadPng(photo) };
      return (await server.call(paths.checkFace, { body })).envelope.data;
    };
    // A photo is not waited for as long as a busy machine may take to start an engine process.
    await eventually(() => expect(engine.pool.state().ready).toBe(1));
    expect(await verdictOf(face)).toEqual({ verdict: "good", faults: [] });
    expect(await verdictOf(noFacePhoto)).toMatchObject({
      verdict: "refused",
      faults: [{ code: "NO_FACE_IN_PHOTO", refused: true }],
    });
  });

  test.each([
    ["a GIF without a face", noFaceGif, face, "NO_FACE_IN_TARGET"],
    ["a photo without a face", gif, noFacePhoto, "NO_FACE_IN_PHOTO"],
    ["a GIF that is cut off in its first frame", gif.subarray(0, 2000), face, "TARGET_BROKEN"],
    ["a photo that is cut off", gif, face.subarray(0, 500), "FACE_BROKEN"],
  ])("fails the task on %s and keeps its processes", async (_, target, photo, reason) => {
    await using engine = await openPool();
    const { server, uploadGif, uploadPng } = await startWithEngine(engine.pool);
    const id = await server.createTask({
      video_url: await uploadGif(target),
      new_face: await uploadPng(photo),
    });
    const task = await server.ended(id);
    expect(task).toMatchObject({ status: "failed", credits: 0, result: { code: 501, reason } });
    expect(engine.logLines.join("")).not.toContain("ended");
    expect(server.files()).toMatchObject({ incoming: [], stored: { length: 2 } });
  });

  test("takes a task up again when its process crashes, and is ready again by itself", async () => {
    await using engine = await openPool();
    const { server, uploadGif, uploadPng } = await startWithEngine(engine.pool);
    await engine.arm("job", "crash");
    const id = await server.createTask({
      video_url: await uploadGif(gif),
      new_face: await uploadPng(face),
    });
    expect(await server.ended(id)).toMatchObject({ status: "success" });
    expect(engine.logLines.join("")).toContain("An engine process ended");
    expect(await server.call("/readyz")).toMatchObject({ status: 200 });
  });
});
