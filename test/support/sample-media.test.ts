import sharp from "sharp";
import { expect, test } from "vitest";
import { detectFaces } from "../../src/engine/face/detect.ts";
import { fitDetection } from "../../src/engine/face/find-landmarks.ts";
import { measureOpenness } from "../../src/engine/face/openness.ts";
import { fitPose } from "../../src/engine/face/pose.ts";
import { createFaceTracker } from "../../src/engine/face/track.ts";
import { createPyramid } from "../../src/engine/pyramid.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { faceModels } from "./face-models.ts";
import { sampleFace, sampleGif } from "./sample-media.ts";

const models = await faceModels();

async function readPixels(bytes: Uint8Array, page = 0): Promise<Raster> {
  const { data, info } = await sharp(bytes, { page })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

test("the sample GIF is followed in every frame while it turns, talks and blinks", async () => {
  const gif = sampleGif(models.mesh, { frames: 15, side: 240 });
  const { pages, delay, loop, width } = await sharp(gif).metadata();
  expect({ pages, delay: delay?.[0], loop, width }).toEqual({
    pages: 15,
    delay: 80,
    loop: 0,
    width: 240,
  });

  const tracker = createFaceTracker(models);
  for (let page = 0; page < 15; page += 1) {
    await tracker.follow(createPyramid(await readPixels(gif, page)));
  }
  const [track, ...others] = tracker.tracks();
  expect(others).toEqual([]);
  expect(track.faces).toHaveLength(15);
  const yaws = track.faces.map((face) => fitPose(face.landmarks, models.mesh).yaw);
  const mouths = track.faces.map((face) => measureOpenness(face.landmarks).mouth);
  expect(Math.max(...yaws) - Math.min(...yaws)).toBeGreaterThan(0.4);
  expect(Math.max(...mouths) - Math.min(...mouths)).toBeGreaterThan(0.15);
});

test("the sample face is one open, frontal face", async () => {
  const pyramid = createPyramid(await readPixels(await sampleFace(models.mesh)));
  const [face, ...others] = await detectFaces(models, pyramid, { tiles: true });
  expect(others).toEqual([]);
  const fit = await fitDetection(models, pyramid, face);
  const landmarks = fit?.landmarks ?? new Float32Array();
  const { rightEye, leftEye, mouth } = measureOpenness(landmarks);
  expect(face.score).toBeGreaterThan(0.85);
  expect(Math.abs(fitPose(landmarks, models.mesh).yaw)).toBeLessThan(0.1);
  expect(Math.min(rightEye, leftEye)).toBeGreaterThan(0.2);
  expect(mouth).toBeLessThan(0.15);
});
