import { describe, expect, test } from "vitest";
import { compositeFrames } from "../../../src/engine/gif/composite.ts";
import type { CompositedFrame } from "../../../src/engine/gif/composite.ts";
import { createDecodedFrames } from "../../../src/engine/gif/decoded-frames.ts";
import type { DecodedFrames } from "../../../src/engine/gif/decoded-frames.ts";
import { readGifBlocks } from "../../../src/media/gif-blocks.ts";
import { gifCorpus } from "../../support/gif-corpus.ts";
import { noCeilings } from "../../support/gif-frames.ts";
import { cutOff, makeGif, manyColours } from "../../support/make-gif.ts";

function copyOf({ index, canvas, indexes, resets }: CompositedFrame) {
  return { index, canvas: canvas.data.slice(), indexes: indexes.slice(), resets: [...resets] };
}

function play(bytes: Uint8Array, decoded?: DecodedFrames) {
  return Array.from(compositeFrames(readGifBlocks(bytes, noCeilings), decoded), copyOf);
}

/** Counts what is remembered. */
function counted(decoded: DecodedFrames) {
  const count = { recalled: 0 };
  const recall: DecodedFrames["recall"] = (...frame) => {
    const found = decoded.recall(...frame);
    if (found) count.recalled++;
    return found;
  };
  return { count, decoded: { ...decoded, recall } };
}

function sameBits(a: Uint32Array | Uint16Array, b: Uint32Array | Uint16Array): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

const noise = (x: number, y: number) => (x * 7 + y * 13 + ((x * y) >> 2)) & 63;
const square = { x: 3, y: 5, width: 20, height: 11 };
const size = { width: 40, height: 30, palette: manyColours(64) };
const allKinds = makeGif({
  ...size,
  frames: [
    { paint: noise },
    { paint: noise, rect: square, transparent: 5, disposal: 3 },
    { paint: noise, interlaced: true, transparent: 63, disposal: 2 },
    { paint: (x, y) => 63 - noise(x, y), rect: square, interlaced: true },
  ],
});

describe("a clip that is played again from what was kept", () => {
  test("is the same, pixels, indexes and resets", () => {
    const { count, decoded } = counted(createDecodedFrames(1_000_000));
    const first = play(allKinds, decoded);
    expect(count.recalled).toBe(0);
    expect(play(allKinds, decoded)).toEqual(first);
    expect(count.recalled).toBe(4);
    expect(first).toEqual(play(allKinds));
  });

  test("is the same when the last frame's data are missing, with and without a transparent colour", () => {
    for (const transparent of [undefined, 9]) {
      const frames = [{ paint: noise }, { paint: noise, ...(transparent && { transparent }) }];
      const gif = cutOff(makeGif({ ...size, frames }), 0.8);
      const decoded = createDecodedFrames(1_000_000);
      expect(play(gif, decoded)).toEqual(play(gif));
      expect(play(gif, decoded)).toEqual(play(gif));
    }
  });

  test("is decoded again where the budget ended", () => {
    const { count, decoded } = counted(createDecodedFrames(40 * 30 + 250));
    play(allKinds, decoded);
    expect(play(allKinds, decoded)).toEqual(play(allKinds));
    expect(count.recalled).toBe(2);
  });

  test.skipIf(gifCorpus.length === 0)("is the same for every file of the corpus", () => {
    for (const { name, bytes } of gifCorpus) {
      let gif;
      try {
        gif = readGifBlocks(bytes, { ...noCeilings, maxTotalPixels: 3_000_000 });
      } catch {
        continue; // Refused before anything is decoded; other tests say why.
      }
      const decoded = createDecodedFrames(1_000_000);
      for (const composited of compositeFrames(gif, decoded)) void composited;
      const again = compositeFrames(gif, decoded);
      for (const wanted of compositeFrames(gif)) {
        const { value } = again.next();
        if (value === undefined) throw new Error(`${name} ended early.`);
        const { pixels, indexes, resets } = value;
        const same = sameBits(pixels, wanted.pixels) && sameBits(indexes, wanted.indexes);
        expect({ name, same, resets }).toEqual({ name, same: true, resets: wanted.resets });
      }
    }
  });
});
