/**
 * Swaps every photo of a folder into every GIF of it. For each pair it prints the time by stage and writes the GIF and
 * a PNG to look at, the original's faces above the result's, to `out/`.
 *
 * `tsx test/bench/contact-sheet.ts [DIRECTORY [WORDS…]]`: DIRECTORY has `gifs/` and `photos/`; with words, only pairs
 * whose names contain all of them.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import sharp from "sharp";
import type { Square } from "../../src/engine/crop.ts";
import { choosePrimary } from "../../src/engine/face/choose.ts";
import { createFaceTracker } from "../../src/engine/face/track.ts";
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
for (const gif of await readdir(join(directory, "gifs"))) {
  for (const photo of await readdir(join(directory, "photos"))) {
    const name = `${parse(gif).name}-${parse(photo).name}`;
    if (!words.every((word) => name.includes(word))) continue;
    await swapPair(join(directory, "gifs", gif), join(directory, "photos", photo), name);
  }
}

async function swapPair(gifPath: string, photoPath: string, name: string): Promise<void> {
  const target = await readFile(gifPath);
  const photo = await readPhoto(photoPath);
  const swap = await swapGif({ target, photo, models, now: performance.now.bind(performance) });
  const stages = Object.entries(swap.stages ?? {});
  const perFrame = stages.map(([stage, ms]) => `${stage} ${(ms / swap.frames).toFixed(1)}`);
  const total = stages.reduce((sum, [, ms]) => sum + ms, 0) / swap.frames;
  console.log(`${name}: ${swap.framesSwapped}/${swap.frames} frames, ${total.toFixed(1)} ms each`);
  console.log(`  ${perFrame.join(", ")}`);
  await writeFile(join(outDirectory, `${name}.gif`), swap.bytes);
  await writeSheet(target, swap.bytes, join(outDirectory, `${name}.png`));
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

async function writeSheet(before: Uint8Array, after: Uint8Array, path: string): Promise<void> {
  const count = readGifBlocks(before).frames.length;
  const chosen = Array.from({ length: columns }, (_, i) =>
    Math.round(((count - 1) * (i + 0.3)) / columns),
  );
  const results = pick(after, chosen);
  const tiles = pick(before, chosen).map(async (original, column) => {
    const area = await faceSquare(original);
    return Promise.all(
      [original, results[column]].map(async (picture, row) => ({
        input: await cut(picture, area),
        left: column * tile,
        top: row * tile,
      })),
    );
  });
  const sheet = {
    width: tile * columns,
    height: tile * 2,
    channels: 3,
    background: "#222",
  } as const;
  const placed = (await Promise.all(tiles)).flat();
  await sharp({ create: sheet }).composite(placed).png().toFile(path);
}

function pick(gif: Uint8Array, chosen: readonly number[]): Raster[] {
  const frames: Raster[] = [];
  for (const { index, canvas } of compositeFrames(readGifBlocks(gif))) {
    if (chosen.includes(index)) frames.push({ ...canvas, data: canvas.data.slice() });
  }
  return chosen.map((index) => frames[[...new Set(chosen)].indexOf(index)]);
}

/** The main face with its surroundings; the whole picture when there is none. */
async function faceSquare(picture: Raster): Promise<Square> {
  const { width, height } = picture;
  const tracker = createFaceTracker(models);
  await tracker.follow(createPyramid(picture));
  const whole = {
    centreX: width / 2,
    centreY: height / 2,
    size: Math.max(width, height),
    angle: 0,
  };
  return choosePrimary(tracker.tracks())?.faces[0].region ?? whole;
}

function cut(picture: Raster, { centreX, centreY, size }: Square): Promise<Buffer> {
  const { width, height } = picture;
  const left = Math.max(0, Math.round(centreX - size / 2));
  const top = Math.max(0, Math.round(centreY - size / 2));
  return sharp(picture.data, { raw: { width, height, channels: 4 } })
    .extract({
      left,
      top,
      width: Math.min(width - left, Math.round(size)),
      height: Math.min(height - top, Math.round(size)),
    })
    .resize(tile, tile, { fit: "contain", kernel: "cubic" })
    .png()
    .toBuffer();
}
