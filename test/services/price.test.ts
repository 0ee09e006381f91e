import { expect, test } from "vitest";
import { priceOf } from "../../src/services/price.ts";

test.each([
  [1, 1, 1],
  [15, 1, 1],
  [16, 1, 2],
  [48, 1, 4],
  [16, 2, 4],
  [90, 1, 6],
  [300, 1, 6],
  [20, 5, 6],
] as const)("a GIF of %i frames and %i faces costs %i", (frames, faces, price) => {
  expect(priceOf({ isStill: false, frames }, faces)).toBe(price);
});

test("a still costs one credit, whoever is in it", () => {
  expect(priceOf({ isStill: true, frames: 1 }, 3)).toBe(1);
  expect(priceOf({ isStill: true, frames: 1 }, 3, { framesPerCredit: 1, most: 50 })).toBe(1);
});

test("another tariff has other steps and another ceiling", () => {
  const dear = { framesPerCredit: 5, most: 50 };
  expect(priceOf({ isStill: false, frames: 48 }, 1, dear)).toBe(10);
  expect(priceOf({ isStill: false, frames: 300 }, 2, dear)).toBe(50);
});
