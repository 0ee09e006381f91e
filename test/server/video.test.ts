import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, test, vi } from "vitest";
import { createdDetection, detectResult } from "../../src/contract/detect.ts";
import { modelDetails } from "../../src/contract/models.ts";
import { paths } from "../../src/contract/paths.ts";
import { createdTask } from "../../src/contract/task.ts";
import { limits } from "../../src/core/limits.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";
import { faceModels } from "../support/face-models.ts";
import { hasFfmpeg } from "../support/make-video.ts";
import { openPool } from "../support/open-pool.ts";
import { landscape } from "../support/pictures.ts";
import { sampleFace, talking } from "../support/sample-media.ts";
import { createSyntheticHead, identities } from "../support/synthetic-head.ts";
import { tinyGif } from "../support/tiny-media.ts";
import { lookIntoVideo, picturesOf, videoWithSound } from "../support/video-with-sound.ts";

const { mesh } = await faceModels();
const side = 240;
const frames = 6;
const ada = createSyntheticHead(mesh, identities.ada);
const clip = Array.from(
  { length: frames },
  (_, frame) =>
    ada.render({ width: side, height: side, scale: 8, ...talking(0.1 + frame / 30) }).picture,
);
const face = await sampleFace(mesh, identities.bruno);

type Pool = Awaited<ReturnType<typeof openPool>>["pool"];

const startWith = (pool: Pool) => startFaceSwapServer({ pool, config: { videos: true } });

async function uploads(server: FaceSwapServer, kind: "mp4" | "webm", bytes: Uint8Array) {
  return {
    video_url: await server.upload(bytes, `video/${kind}`, `.${kind}`),
    new_face: await server.upload(face, "image/png", ".png"),
  };
}

async function swap(server: FaceSwapServer, model: string, input: Record<string, unknown>) {
  const { envelope } = await server.call(paths.createTask, { body: { model, input } });
  return server.ended(createdTask.parse(envelope.data).task_id);
}

async function resultOf(server: FaceSwapServer, task: Awaited<ReturnType<typeof swap>>) {
  return server.call(task.result?.media_urls[0] ?? "", { key: null });
}

/** Mean difference of a byte in the square round the middle, and in the left upper corner. */
function differences(before: Uint8Array, after: Uint8Array) {
  const [pictureA, pictureB] = [picturesOf(before), picturesOf(after)];
  const mean = (left: number, top: number, size: number) => {
    let sum = 0;
    for (let y = top; y < top + size; y += 1) {
      for (let x = left * 3; x < (left + size) * 3; x += 1) {
        const at = y * side * 3 + x;
        sum += Math.abs(pictureA[at] - pictureB[at]);
      }
    }
    return sum / (size * size * 3);
  };
  return { face: mean(side / 2 - 30, side / 2 - 30, 60), corner: mean(0, 0, 40) };
}

const leftovers = () =>
  readdirSync(tmpdir()).filter((name) => /^face-swap-[0-9a-f]{8}-/.test(name));

describe.skipIf(!hasFfmpeg)("a video (skipped without ffmpeg)", () => {
  test.each([
    ["mp4", "h264", "aac"],
    ["webm", "vp9", "opus"],
  ] as const)(
    "of kind %s comes back as one, with its sound and its mark",
    async (kind, video, audio) => {
      await using engine = await openPool();
      const server = await startWith(engine.pool);
      const before = videoWithSound(kind, clip);
      const task = await swap(server, "video-face-swap", await uploads(server, kind, before));
      expect(task).toMatchObject({ status: "success", credits: 16 });
      const { headers, bytes } = await resultOf(server, task);
      expect(headers["content-type"]).toBe(`video/${kind}`);
      const { streams, comment } = lookIntoVideo(bytes);
      expect(streams).toEqual([
        {
          codec_type: "video",
          codec_name: video,
          width: side,
          height: side,
          avg_frame_rate: "10/1",
          nb_read_frames: String(frames),
        },
        { codec_type: "audio", codec_name: audio },
      ]);
      expect(comment).toContain("compositeWithTrainedAlgorithmicMedia");
      const change = differences(before, bytes);
      expect(change.corner).toBeLessThan(3);
      expect(change.face).toBeGreaterThan(2 * change.corner + 2);
      expect(leftovers()).toEqual([]);
    },
  );

  test("without sound, and with the faces chosen after a detection", async () => {
    await using engine = await openPool();
    const server = await startWith(engine.pool);
    const { video_url, new_face } = await uploads(
      server,
      "mp4",
      videoWithSound("mp4", clip, { sound: false }),
    );
    const asked = await server.call(paths.detectFaceVideo, { body: { video_url } });
    const { detect_task_id } = createdDetection.parse(asked.envelope.data);
    const result = await vi.waitFor(
      async () => {
        const query = `?detect_task_id=${detect_task_id}`;
        const { envelope } = await server.call(paths.detectFaceResult + query);
        const found = detectResult.parse(envelope.data).result;
        expect(found?.faces).toHaveLength(1);
        return found;
      },
      { timeout: 120_000, interval: 100 },
    );
    const task = await swap(server, "video-face-swap-multi", {
      video_url,
      detect_id: result?.id,
      faces: [{ face_id: 0, target: new_face }],
    });
    expect(task).toMatchObject({ status: "success" });
    const { streams } = lookIntoVideo((await resultOf(server, task)).bytes);
    expect(streams).toMatchObject([{ codec_type: "video", nb_read_frames: String(frames) }]);
  });

  test("that cannot be used ends in one sentence, and costs nothing and no process", async () => {
    await using engine = await openPool();
    const server = await startFaceSwapServer({
      pool: engine.pool,
      config: { videos: true, creditsPerKey: 16 },
    });
    const tooWide = limits.maxSwappedVideoSide + 2;
    const bad = {
      NO_FACE_IN_TARGET: videoWithSound("mp4", [landscape(200, 150), landscape(200, 150)]),
      TARGET_BROKEN: videoWithSound("mp4", clip).subarray(0, 900),
      MEDIA_TOO_MANY_FRAMES: videoWithSound("mp4", stills(limits.maxVideoFrames + 1, 64, 64)),
      MEDIA_TOO_MANY_PIXELS: videoWithSound("mp4", stills(1, tooWide, 64)),
    };
    for (const [reason, bytes] of Object.entries(bad)) {
      const task = await swap(server, "video-face-swap", await uploads(server, "mp4", bytes));
      expect(task).toMatchObject({ status: "failed", credits: 0, result: { code: 501, reason } });
    }
    expect(engine.logLines.join("")).not.toContain("ended");
    expect(leftovers()).toEqual([]);
  });
});

function stills(count: number, width: number, height: number): Raster[] {
  const data = new Uint8Array(width * height * 4).fill(128);
  return Array.from({ length: count }, () => ({ width, height, data }));
}

describe("a server without videos", () => {
  test("answers 505 with a sentence, and says so in its list of models", async () => {
    const server = await startFaceSwapServer({ config: { videos: false } });
    const media = "https://media.invalid/x";
    const body = { model: "video-face-swap", input: { video_url: media, new_face: media } };
    for (const path of [paths.createTask, paths.estimateCredits]) {
      const { status, envelope } = await server.call(path, { body });
      const message = "Feature disabled: video-face-swap is off on this server";
      expect({ status, ...envelope }).toMatchObject({ status: 505, code: 505, message });
    }
    const { envelope } = await server.call(`${paths.models}/video-face-swap`);
    expect(modelDetails.parse(envelope.data).available).toBe(false);
  });
});

describe.skipIf(!hasFfmpeg)("a file that is no video (skipped without ffmpeg)", () => {
  test("fails before the engine sees it", async () => {
    const server = await startFaceSwapServer({ config: { videos: true } });
    const task = await swap(server, "video-face-swap", {
      video_url: await server.upload(tinyGif(), "image/gif", ".gif"),
      new_face: await server.upload(face, "image/png", ".png"),
    });
    expect(task).toMatchObject({ status: "failed", result: { reason: "TARGET_NOT_VIDEO" } });
    expect(server.engine.swaps).toHaveLength(0);
  });
});
