import { createLogger } from "../../src/core/logger.ts";
import { encodeGif } from "../../src/engine/gif/encode-gif.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { createSwapPool } from "../../src/workers/swap-pool.ts";
import { engineProcessesOf } from "../support/engine-processes.ts";
import { faceModels, modelDirectory } from "../support/face-models.ts";
import { sampleFace, talking } from "../support/sample-media.ts";
import { createSyntheticHead, identities } from "../support/synthetic-head.ts";
import type { BenchRow } from "./bench-row.ts";
import { peakBytesOf } from "../support/peak-memory.ts";

const width = 800;
const height = 600;
const frames = 300;
/** The head is drawn in this square; the rest of the picture stands still, so that the file stays within its ceiling. */
const side = 260;
/** Drawing a head takes as long as swapping one: these are shown over and over. */
const poses = 12;

/** The most memory that an engine process held after a swap of 800 × 600 × 300, and before any work. Linux only. */
export async function measureMemory(): Promise<BenchRow[]> {
  const { mesh } = await faceModels();
  const head = createSyntheticHead(mesh, identities.bruno);
  const pictures = Array.from({ length: poses }, (_, pose): Raster => {
    const options = { width: side, height: side, scale: side / 34, ...talking(pose / poses) };
    return onBackdrop(head.render(options).picture);
  });
  const target = encodeGif({
    width,
    height,
    loop: 0,
    frames: Array.from({ length: frames }, (_, frame) => ({
      raster: pictures[frame % poses],
      delayCs: 4,
    })),
  });
  const face = await sampleFace(mesh);
  const log = createLogger({ level: "silent" });
  const jobTimeoutMs = 600_000;
  const pool = createSwapPool({ processes: 1, modelDirectory, maxWaiting: 1, jobTimeoutMs, log });
  try {
    await pool.swap({ kind: "gif", target: small(pictures[0]), face });
    const before = peakMegabytes();
    const { framesSwapped } = await pool.swap({ kind: "gif", target, face });
    if (framesSwapped < frames) throw new Error(`Only ${framesSwapped} frames were swapped.`);
    return [
      { name: "one frame of 800×600: peak memory of the engine process", ours: before, unit: "MB" },
      { name: "800×600×300: peak memory of the engine process", ours: peakMegabytes(), unit: "MB" },
      { name: "800×600×300: the file", ours: target.length / 1024 ** 2, unit: "MB" },
    ];
  } finally {
    await pool.close();
  }
}

function small(raster: Raster): Uint8Array {
  return encodeGif({ width, height, frames: [{ raster, delayCs: 4 }] });
}

function onBackdrop(picture: Raster): Raster {
  const raster = blankRaster(width, height);
  for (let at = 0; at < width * height; at++) {
    raster.data.set([90, 110, 130 + ((at % width) >> 5), 255], at * 4);
  }
  const left = (width - side) >> 1;
  const top = (height - side) >> 1;
  for (let row = 0; row < side; row++) {
    const line = picture.data.subarray(row * side * 4, (row + 1) * side * 4);
    raster.data.set(line, ((top + row) * width + left) * 4);
  }
  return raster;
}

function peakMegabytes(): number {
  const [{ pid }] = engineProcessesOf(process.pid);
  return peakBytesOf(pid) / (1024 * 1024);
}
