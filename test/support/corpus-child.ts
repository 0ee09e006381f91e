// Reads, plays, edits and fits every file of the GIF corpus in a process of its own, so that its memory can be told.
import { AppError } from "../../src/core/errors.ts";
import { fitGif } from "../../src/engine/fit/fit-gif.ts";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { editGif } from "../../src/engine/gif/edit-gif.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { gifCorpus } from "./gif-corpus.ts";
import { peakBytesOf } from "./peak-memory.ts";

function endOf(bytes: Uint8Array): string {
  try {
    const gif = readGifBlocks(bytes);
    let frames = 0;
    for (const { pixels } of compositeFrames(gif)) if (pixels.length > 0) frames++;
    const patch = blankRaster(9, 7);
    patch.data.fill(255);
    editGif(gif, ({ index }) => ({ x: index % 3, y: 0, patch }));
    fitGif(gif, Math.max(1, Math.floor(bytes.length * 0.6)));
    return `${frames} frames`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code;
  }
}

const results = gifCorpus.map(({ name, bytes }) => {
  const before = process.cpuUsage();
  const end = endOf(bytes);
  const { user, system } = process.cpuUsage(before);
  return { name, end, ms: (user + system) / 1000 };
});
process.stdout.write(`${JSON.stringify({ results, peakBytes: peakBytesOf(process.pid) })}\n`);
