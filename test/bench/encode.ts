import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import type { CompositedFrame } from "../../src/engine/gif/composite.ts";
import { encodeGif } from "../../src/engine/gif/encode-gif.ts";
import { editGif } from "../../src/engine/gif/edit-gif.ts";
import type { FrameEdit } from "../../src/engine/gif/frame-edit.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import type { GifBlocks } from "../../src/media/gif-blocks.ts";
import { sharedDir } from "../support/shared-dir.ts";
import type { BenchRow } from "./bench-row.ts";

interface Timed {
  readonly ms: number;
  readonly bytes: Uint8Array;
}

const REPETITIONS = 3;

/**
 * The edited clip: pastes a moving truecolour face into GIFs and compares our surgical edit with sharp's GIF encoder given the
 * very frames that result: time a frame, bytes, how near the face is to its true colours, and what else changed. Times are processor time of this process, so that what else the machine
 * does counts less; the best of three, back to back.
 */
export async function measureEncode(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, gif] of clips()) {
    const edits = Array.from(compositeFrames(gif), face);
    const truth = pasted(gif, edits);
    const source = gif.bytes.length;

    // Not measured: the compiler of the process warms up.
    editGif(gif, ({ index }) => edits[index]);
    let ours: Timed = { ms: Infinity, bytes: gif.bytes };
    let peer: Timed = ours;
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      ours = quicker(ours, await timed(async () => editGif(gif, ({ index }) => edits[index])));
      peer = quicker(peer, await timed(() => sharpGif(gif, truth)));
    }
    const frames = gif.frames.length;
    rows.push(
      row(`${name}, edited: time`, ours.ms / frames, peer.ms / frames, "ms/frame"),
      row(
        `${name}, edited: size`,
        ours.bytes.length / source,
        peer.bytes.length / source,
        "× source",
      ),
      row(
        `${name}, edited: face, PSNR`,
        facePsnr(ours.bytes, edits, truth),
        facePsnr(peer.bytes, edits, truth),
        "dB",
      ),
      row(
        `${name}, edited: pixels outside the face that changed`,
        changedOutside(ours.bytes, edits, truth),
        changedOutside(peer.bytes, edits, truth),
        "%",
      ),
    );
  }
  return rows;
}

/** GIFs of the shared folder where it is there; a noisy clip and a flat drawing made in code everywhere. */
function* clips(): Generator<[string, GifBlocks]> {
  yield ["noise 360×360", readGifBlocks(made(360, 360, 24, true))];
  yield ["drawing 480×270", readGifBlocks(made(480, 270, 24, false))];
  if (sharedDir === undefined) return;
  const folder = join(sharedDir, "media", "gifs");
  for (const file of readdirSync(folder).filter((entry) => entry.endsWith(".gif"))) {
    yield [file, readGifBlocks(readFileSync(join(folder, file)))];
  }
}

function made(width: number, height: number, count: number, noisy: boolean): Uint8Array {
  function* frames() {
    const raster = blankRaster(width, height);
    let seed = 1;
    for (let index = 0; index < count; index++) {
      for (let at = 0; at < width * height; at++) {
        const x = at % width;
        const y = Math.floor(at / width);
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        const noise = noisy ? (seed >>> 28) - 8 : 0;
        const stripe = Math.floor((x + index * 3) / 40) % 4;
        raster.data.set(
          [60 + stripe * 40 + noise, 80 + (noisy ? y / 4 : 40) + noise, 140 + noise, 255],
          at * 4,
        );
      }
      yield { raster, delayCs: 5 };
    }
  }
  return encodeGif({ width, height, loop: 0, frames: frames() });
}

/**
 * An ellipse in true colours that moves a little in every frame. Its colours are the frame's own, smoothed, shifted and lit anew:
 * a swapped face is matched to the colours of the one it replaces.
 */
function face({ canvas, index }: CompositedFrame): FrameEdit {
  const { width, height, data } = canvas;
  const size = Math.round(Math.min(width, height) * 0.45);
  const left = Math.round((width - size) / 2 + 8 * Math.sin(index * 0.3));
  const top = Math.round((height - size) / 2 + 4 * Math.cos(index * 0.2));
  const patch = blankRaster(size, size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const u = (2 * x) / size - 1;
      const v = (2 * y) / size - 1;
      if (u * u * 1.4 + v * v > 1) continue;
      const to = (y * size + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const [dx, dy] of neighbours) {
          sum += data[((top + y + dy) * width + left + x + dx) * 4 + channel];
        }
        patch.data[to + channel] = Math.min(255, (sum / neighbours.length) * (1.04 + 0.04 * u));
      }
      patch.data[to + 3] = 255;
    }
  }
  return { x: left, y: top, patch };
}

/** Nine pixels a little to the right and below. */
const neighbours = [3, 4, 5].flatMap((dx) => [1, 2, 3].map((dy) => [dx, dy] as const));

function pasted(gif: GifBlocks, edits: readonly FrameEdit[]): Uint8Array[] {
  const truth: Uint8Array[] = [];
  for (const composited of compositeFrames(gif)) {
    const canvas = composited.canvas.data.slice();
    eachFacePixel(composited, edits[composited.index], (at, from, patch) => {
      canvas.set(patch.subarray(from, from + 3), at);
    });
    truth.push(canvas);
  }
  return truth;
}

function eachFacePixel(
  { canvas }: CompositedFrame,
  { x, y, patch }: FrameEdit,
  visit: (at: number, from: number, patch: Uint8Array) => void,
) {
  for (let from = 0; from < patch.data.length; from += 4) {
    if (patch.data[from + 3] === 0) continue;
    const column = x + ((from / 4) % patch.width);
    const line = y + Math.floor(from / 4 / patch.width);
    const at = (line * canvas.width + column) * 4;
    if (canvas.data[at + 3] !== 0) visit(at, from, patch.data);
  }
}

function facePsnr(
  bytes: Uint8Array,
  edits: readonly FrameEdit[],
  truth: readonly Uint8Array[],
): number {
  let squares = 0;
  let count = 0;
  for (const composited of compositeFrames(readGifBlocks(bytes))) {
    const wanted = truth[composited.index];
    eachFacePixel(composited, edits[composited.index], (at) => {
      for (let channel = 0; channel < 3; channel++) {
        squares += (composited.canvas.data[at + channel] - wanted[at + channel]) ** 2;
        count++;
      }
    });
  }
  return 10 * Math.log10(255 ** 2 / (squares / count));
}

/** Per cent of all pixels that no edit touched. */
function changedOutside(
  bytes: Uint8Array,
  edits: readonly FrameEdit[],
  truth: readonly Uint8Array[],
): number {
  let changed = 0;
  let count = 0;
  for (const composited of compositeFrames(readGifBlocks(bytes))) {
    const { index, canvas } = composited;
    const inFace = new Uint8Array(canvas.width * canvas.height);
    eachFacePixel(composited, edits[index], (at) => (inFace[at / 4] = 1));
    for (let pixel = 0; pixel < inFace.length; pixel++) {
      if (inFace[pixel] === 1) continue;
      count++;
      const at = pixel * 4;
      const same = [0, 1, 2].every((c) => canvas.data[at + c] === truth[index][at + c]);
      if (!same) changed++;
    }
  }
  return (100 * changed) / count;
}

async function sharpGif(gif: GifBlocks, frames: readonly Uint8Array[]): Promise<Uint8Array> {
  const { width, height } = gif;
  const raw = { width, height: height * frames.length, channels: 4 as const, pageHeight: height };
  return sharp(Buffer.concat(frames), { raw, limitInputPixels: false })
    .gif({
      loop: 0,
      delay: gif.frames.map((frame) => frame.delayCs * 10),
      keepDuplicateFrames: true,
    })
    .toBuffer();
}

async function timed(work: () => Promise<Uint8Array>): Promise<Timed> {
  const start = process.cpuUsage();
  const bytes = await work();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, bytes };
}

function quicker(a: Timed, b: Timed): Timed {
  return a.ms <= b.ms ? a : b;
}

function row(name: string, ours: number, peer: number, unit: string): BenchRow {
  return { name, ours, peer, unit };
}
