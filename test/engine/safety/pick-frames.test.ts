import { expect, test } from "vitest";
import { blankRaster } from "../../../src/engine/raster.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { pickFrames, thumbnailOf } from "../../../src/engine/safety/pick-frames.ts";

function plain(grey: number): Raster {
  const picture = blankRaster(40, 30);
  for (let at = 0; at < picture.data.length; at += 4) {
    picture.data.set([grey, grey, grey, 255], at);
  }
  return picture;
}

test("the one frame that is unlike all others is picked, wherever it is hidden", () => {
  for (const hidden of [1, 150, 299]) {
    const frames = Array.from({ length: 300 }, (_, index) => plain(100 + (index % 20)));
    frames[hidden] = plain(250);
    expect(pickFrames(frames.map(thumbnailOf), 12)).toContain(hidden);
  }
});

test("of a clip that stands still one frame is picked, of any clip at most as many as asked for", () => {
  expect(
    pickFrames(
      Array.from({ length: 50 }, () => thumbnailOf(plain(7))),
      12,
    ),
  ).toEqual([0]);
  const frames = Array.from({ length: 50 }, (_, index) => thumbnailOf(plain(index * 5)));
  expect(pickFrames(frames, 12)).toHaveLength(12);
});

test("a change in a part of the picture counts", () => {
  const changed = plain(100);
  for (let y = 10; y < 20; y += 1) {
    for (let x = 10; x < 25; x += 1) changed.data.set([230, 180, 150, 255], (y * 40 + x) * 4);
  }
  expect(pickFrames([plain(100), plain(100), changed].map(thumbnailOf), 12)).toEqual([0, 2]);
});

test("transparent pixels count as grey", () => {
  expect(pickFrames([blankRaster(40, 30), plain(128)].map(thumbnailOf), 12)).toEqual([0]);
});
