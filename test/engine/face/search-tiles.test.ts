import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../../src/core/limits.ts";
import { searchTiles } from "../../../src/engine/face/search-tiles.ts";

const side = integer({ min: 1, max: limits.maxSide });

test("no picture that is let in has more than 120 tiles, nor one under 96 pixels", () => {
  assert(
    property(side, side, (width, height) => {
      const tiles = searchTiles(width, height, { finest: true });
      expect(tiles.length).toBeLessThanOrEqual(120);
      expect(tiles.every((tile) => tile.size >= 96)).toBe(true);
    }),
  );
  expect(searchTiles(limits.maxSide, 149, { finest: true }).length).toBeLessThanOrEqual(120);
});

test("a strip of any length, as a still may be, has a bounded number of tiles", () => {
  for (const height of [limits.minStillSide, 149, 640]) {
    const width = Math.floor(limits.maxStillPixels / height);
    expect(searchTiles(width, height, { finest: true }).length).toBeLessThanOrEqual(256);
    expect(searchTiles(height, width, { finest: true }).length).toBeLessThanOrEqual(256);
  }
});

test("every place of a picture is well inside some tile", () => {
  const tiles = searchTiles(640, 360, { finest: false });
  for (let x = 20; x < 640; x += 20) {
    for (let y = 20; y < 360; y += 20) {
      const inside = tiles.some(
        ({ centreX, centreY, size }) =>
          Math.max(Math.abs(x - centreX), Math.abs(y - centreY)) <= size / 2 - 20,
      );
      expect({ x, y, inside }).toEqual({ x, y, inside: true });
    }
  }
});
