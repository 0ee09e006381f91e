import { readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { detectFaces } from "../../../src/engine/face/detect.ts";
import { fitDetection } from "../../../src/engine/face/find-landmarks.ts";
import { createFaceFollower } from "../../../src/engine/people/follow-faces.ts";
import { linkPeople } from "../../../src/engine/people/link-people.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { createStopwatch } from "../../../src/engine/swap/stopwatch.ts";
import { faceModels } from "../../support/face-models.ts";
import { sharedDir } from "../../support/shared-dir.ts";

/** Photos and GIFs of people, which this repository may not hold. */
function filesIn(folder: string): string[] {
  if (sharedDir === undefined) return [`../shared/media/${folder} is not here`];
  return readdirSync(join(sharedDir, "media", folder)).map((name) =>
    join(sharedDir ?? "", "media", folder, name),
  );
}

/** All frames one above the other. */
async function readFrames(file: string): Promise<Raster[]> {
  const { data, info } = await sharp(file, { animated: true })
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const height = info.pageHeight ?? info.height;
  const bytes = info.width * height * 4;
  return Array.from({ length: info.height / height }, (_, frame) => ({
    width: info.width,
    height,
    data: data.subarray(frame * bytes, (frame + 1) * bytes),
  }));
}

describe.skipIf(sharedDir === undefined)("on pictures of people", () => {
  test.each(filesIn("photos"))("%s shows one face for certain", async (file) => {
    const models = await faceModels();
    const [picture] = await readFrames(file);
    const pyramid = createPyramid(picture);
    const [face] = await detectFaces(models, pyramid, { tiles: true });
    const fit = await fitDetection(models, pyramid, face);
    expect(face.score).toBeGreaterThan(0.85);
    expect(fit?.presence).toBeGreaterThan(0.99);
  });

  test.each(filesIn("gifs"))("%s shows its main person in nearly every frame", async (file) => {
    const models = await faceModels();
    const atlas = createFaceAtlas(models.mesh);
    const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
    const frames = await readFrames(file);
    for (const frame of frames) await follower.follow(frame);
    const [main] = linkPeople(atlas, follower.clip());
    const shown = main.tracks.reduce((sum, { faces }) => sum + faces.length, 0);
    expect(shown).toBeGreaterThan(frames.length * 0.95);
  });
});
