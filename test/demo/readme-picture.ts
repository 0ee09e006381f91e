/**
 * Makes the README's moving picture, `docs/swap.gif`: a face, a GIF, and the GIF with the face, all of people who do not
 * exist. `tsx test/demo/readme-picture.ts`, from the repository's root.
 */
import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { encodeGif } from "../../src/engine/gif/encode-gif.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { swapGif } from "../../src/engine/swap-gif.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { createStillDecoder } from "../../src/workers/decode-still.ts";
import { faceModels } from "../support/face-models.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";

const paneSide = 200;
const gap = 28;
const width = paneSide * 3 + gap * 2;
const ink: readonly number[] = [120, 124, 130];

const models = await faceModels();
const facePng = await sampleFace(models.mesh);
const target = sampleGif(models.mesh, { frames: 30, side: paneSide });
const photo = await createStillDecoder()(facePng, "face");
const swapped = await swapGif({ target, photo, models });
const face = await pane(facePng);

const before = readGifBlocks(target);
const after = compositeFrames(readGifBlocks(swapped.bytes));
const frames = Array.from(compositeFrames(before), ({ canvas, frame }) => {
  const result = after.next().value;
  if (!result) throw new Error("The swapped GIF has fewer frames than its source.");
  return { raster: strip([face, canvas, result.canvas]), delayCs: frame.delayCs };
});
const bytes = encodeGif({ width, height: paneSide, loop: 0, frames });
await writeFile("docs/swap.gif", bytes);
console.log(`docs/swap.gif: ${frames.length} frames, ${bytes.length} bytes`);

async function pane(png: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(png)
    .resize(paneSide, paneSide)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Three panes in a row with a plus and an equals sign between them; transparent around the signs. */
function strip(panes: readonly Raster[]): Raster {
  const raster = blankRaster(width, paneSide);
  panes.forEach((picture, index) => {
    const left = index * (paneSide + gap);
    for (let row = 0; row < paneSide; row += 1) {
      const from = picture.data.subarray(row * paneSide * 4, (row + 1) * paneSide * 4);
      raster.data.set(from, (row * width + left) * 4);
    }
  });
  const [plus, equals] = [paneSide + gap / 2, paneSide * 2 + gap * 1.5];
  bar(raster, plus - 8, paneSide / 2 - 1, 16, 3);
  bar(raster, plus - 1, paneSide / 2 - 8, 3, 16);
  bar(raster, equals - 8, paneSide / 2 - 5, 16, 3);
  bar(raster, equals - 8, paneSide / 2 + 3, 16, 3);
  return raster;
}

function bar(raster: Raster, left: number, top: number, across: number, down: number): void {
  for (let y = top; y < top + down; y += 1) {
    for (let x = left; x < left + across; x += 1) {
      raster.data.set([...ink, 255], (y * raster.width + x) * 4);
    }
  }
}
