import { describe, expect, test } from "vitest";
import type { Raster } from "../../src/engine/raster.ts";
import { namelessFile } from "../../src/workers/ffmpeg.ts";
import type { VideoKind } from "../../src/workers/ffmpeg.ts";
import { openVideoEncoder } from "../../src/workers/video/encode-video.ts";
import { probeVideo } from "../../src/workers/video/probe-video.ts";
import { hasFfmpeg, makeVideo } from "../support/make-video.ts";
import { landscape } from "../support/pictures.ts";
import { lookIntoVideo, videoWithSound } from "../support/video-with-sound.ts";

async function encoded(original: Uint8Array, pictures: Iterable<Raster>): Promise<Uint8Array> {
  const file = await namelessFile(original);
  const encoder = await openVideoEncoder("mp4", file, "10/1");
  try {
    for (const picture of pictures) await encoder.write(picture);
    return await encoder.finish();
  } finally {
    await encoder.close();
    await file.close();
  }
}

async function probe(kind: VideoKind, bytes: Uint8Array) {
  const file = await namelessFile(bytes);
  try {
    return await probeVideo(kind, file);
  } finally {
    await file.close();
  }
}

describe.skipIf(!hasFfmpeg)("the video encoder (skipped without ffmpeg)", () => {
  test("keeps every picture when the sound ends before them", async () => {
    const pictures = Array.from({ length: 30 }, () => landscape(160, 120));
    const original = videoWithSound("mp4", pictures, { soundSeconds: 1 });
    const { streams } = lookIntoVideo(await encoded(original, pictures));
    expect(streams).toMatchObject([{ nb_read_frames: "30" }, { codec_type: "audio" }]);
  });

  test("that ends before its pictures do is told in one way, wherever they were", async () => {
    const original = videoWithSound("mp4", [landscape(64, 64)], { sound: false });
    // Wider than H.264 can say, and more bytes than fit into the pipe.
    const wide = { width: 20_000, height: 2, data: new Uint8Array(20_000 * 2 * 4) };
    const pictures = Array.from({ length: 20 }, () => wide);
    await expect(encoded(original, pictures)).rejects.toMatchObject({ code: "SWAP_FAILED" });
  });
});

describe.skipIf(!hasFfmpeg)("a look into a video (skipped without ffmpeg)", () => {
  test("finds it broken when its header says nothing about its pictures", async () => {
    const video = makeVideo({
      kind: "webm",
      width: 64,
      height: 48,
      frames: 2,
      framesPerSecond: 10,
    });
    expect(await probe("webm", video)).toMatchObject({ frameRate: "10/1" });
    const codec = Buffer.from(video).indexOf("V_VP8");
    const unknown = Buffer.from(video);
    unknown.write("V_XX8", codec);
    // PixelWidth and PixelHeight, EBML ids B0 and BA.
    unknown[unknown.indexOf(Buffer.from([0xb0, 0x81, 64])) + 2] = 0;
    unknown[unknown.indexOf(Buffer.from([0xba, 0x81, 48])) + 2] = 0;
    await expect(probe("webm", unknown)).rejects.toMatchObject({ code: "TARGET_BROKEN" });
  });
});
