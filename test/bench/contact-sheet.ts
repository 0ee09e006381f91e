/**
 * Swaps every photo of a folder into every GIF of it and writes a PNG for each pair to look at: the original's faces
 * above, the result's below. `tsx test/bench/contact-sheet.ts [DIRECTORY [WORDS IN NAMES…]]`, where DIRECTORY has
 * `gifs/` and `photos/`.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import sharp from "sharp";
import { createFaceTracker } from "../../src/engine/face/track.ts";
import { choosePrimary } from "../../src/engine/face/choose.ts";
import type { FaceModels } from "../../src/engine/face/face-models.ts";
import type { Square } from "../../src/engine/crop.ts";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { createPyramid } from "../../src/engine/pyramid.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { swapGif } from "../../src/engine/swap-gif.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { faceModels } from "../support/face-models.ts";

const columns = 6;
const tile = 300;
const outDirectory = "out";

const [directory = "../shared/media", ...words] = process.argv.slice(2);
const models = await faceModels();
await mkdir(outDirectory, { recursive: true });
for (const gifName of await readdir(join(directory, "gifs"))) {
  for (const photoName of await readdir(join(directory, "photos"))) {
    const name = `${basename(gifName, ".gif")} ${photoName.replace(/\.\w+$/, "")}`;
    if (!words.every((word) => name.includes(word))) continue;
    await swapPair(join(directory, "gifs", gifName), join(directory, "photos", photoName), name);
  }
}

async function swapPair(gifPath: string, photoPath: string, name: string): Promise<void> {
  const target = await readFile(gifPath);
  const photo = await readPhoto(photoPath);
  const now = () => performance.now();
  const swap = await swapGif({ target, photo, models, now });
  const perFrame = Object.entries(swap.stages ?? {}).map(
    ([stage, ms]) => `${stage} ${(ms / swap.frames).toFixed(1)}`,
  );
  const total = Object.values(swap.stages ?? {}).reduce((sum, ms) => sum + ms, 0) / swap.frames;
  console.log(`${name}: ${swap.framesSwapped}/${swap.frames} frames, ${total.toFixed(1)} ms each`);
  console.log(`  ${perFrame.join(", ")}`);
  const file = join(outDirectory, name.replaceAll(" ", "-"));
  await writeFile(`${file}.gif`, swap.bytes);
  await writeSheet(target, swap.bytes, `${file}.png`, models);
}

async function readPhoto(path: string): Promise<Raster> {
  const { data, info } = await sharp(path)
    .autoOrient()
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

async function writeSheet(
  original: Uint8Array,
  result: Uint8Array,
  path: string,
  faceModelsInUse: FaceModels,
): Promise<void> {
  const count = readGifBlocks(original).frames.length;
  const chosen = Array.from({ length: columns }, (_, i) =>
    Math.round(((count - 1) * (i + 0.3)) / columns),
  );
  const before = pick(original, chosen);
  const after = pick(result, chosen);
  const tiles = await Promise.all(
    before.flatMap((frame, column) => [
      crop(frame, after[column], frame, faceModelsInUse, column, 0),
      crop(frame, after[column], after[column], faceModelsInUse, column, 1),
    ]),
  );
  const canvas = { width: tile * columns, height: tile * 2, channels: 3, background: "#222" };
  await sharp({ create: { ...canvas, channels: 3 } })
    .composite(tiles)
    .png()
    .toFile(path);
}

function pick(gif: Uint8Array, chosen: readonly number[]): Raster[] {
  const frames: Raster[] = [];
  for (const { index, canvas } of compositeFrames(readGifBlocks(gif))) {
    for (const wanted of chosen) {
      if (wanted === index) frames.push({ ...canvas, data: canvas.data.slice() });
    }
  }
  return frames;
}

/** The square around the original's face, cut out of `shown`. */
async function crop(
  original: Raster,
  _result: Raster,
  shown: Raster,
  faceModelsInUse: FaceModels,
  column: number,
  row: number,
) {
  const tracker = createFaceTracker(faceModelsInUse);
  await tracker.follow(createPyramid(original));
  const whole: Square = {
    centreX: original.width / 2,
    centreY: original.height / 2,
    size: Math.max(original.width, original.height),
    angle: 0,
  };
  const region = choosePrimary(tracker.tracks())?.faces[0]?.region ?? whole;
  const left = Math.max(0, Math.round(region.centreX - region.size / 2));
  const top = Math.max(0, Math.round(region.centreY - region.size / 2));
  const area = {
    left,
    top,
    width: Math.min(original.width - left, Math.round(region.size)),
    height: Math.min(original.height - top, Math.round(region.size)),
  };
  const raw = { width: shown.width, height: shown.height, channels: 4 } as const;
  const input = await sharp(shown.data, { raw })
    .extract(area)
    .resize(tile, tile, { fit: "contain", kernel: "cubic" })
    .png()
    .toBuffer();
  return { input, left: column * tile, top: row * tile };
}
