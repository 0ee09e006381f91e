import { describe, expect, test } from "vitest";
import {
  correlation,
  flicker,
  jitter,
  meanAbsoluteError,
  meanPointDistance,
  vectorDistance,
} from "./engine-quality/metrics.ts";

/** One point at (x, y) on a face of width 10. */
function at(x: number, y: number) {
  return { points: Float32Array.of(x, y, 0), scale: 10 };
}

describe("jitter", () => {
  test("is 0 for a point that moves in a straight line at a steady speed", () => {
    expect(jitter([at(0, 0), at(3, 1), at(6, 2), at(9, 3)])).toBe(0);
  });

  test("is the bend of the path as a share of the face's width", () => {
    // There and back by one pixel: |0 − 2 + 0| = 2 of 10.
    expect(jitter([at(0, 0), at(1, 0), at(0, 0)])).toBeCloseTo(0.2);
  });

  test("does not look across a frame without a face", () => {
    expect(jitter([at(0, 0), at(5, 0), undefined, at(0, 0), at(7, 0)])).toBeUndefined();
  });
});

describe("flicker", () => {
  test("is 0 for skin that never changes", () => {
    const skin = Float32Array.of(90, 120, 130);
    expect(flicker([skin, skin, skin])).toBe(0);
  });

  test("is the mean change in grey levels from frame to frame", () => {
    expect(
      flicker([Float32Array.of(10, 20), Float32Array.of(12, 20), Float32Array.of(12, 24)]),
    ).toBeCloseTo((1 + 2) / 2);
  });

  test("does not look across a frame without a face", () => {
    expect(flicker([Float32Array.of(1), undefined, Float32Array.of(9)])).toBeUndefined();
  });
});

describe("correlation", () => {
  test("is 1 for series that rise and fall together, whatever their size", () => {
    expect(correlation([1, 2, 4, 3], [10, 20, 40, 30])).toBeCloseTo(1);
  });

  test("is −1 for series that do the opposite", () => {
    expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
  });

  test("has no value for a mouth that never moves", () => {
    expect(correlation([0.1, 0.1, 0.1], [0, 0.2, 0.1])).toBeUndefined();
  });
});

describe("distances", () => {
  test("a vector is 0 from itself and 5 from one that is 3 and 4 away", () => {
    expect(vectorDistance(Float32Array.of(1, 2), Float32Array.of(1, 2))).toBe(0);
    expect(vectorDistance(Float32Array.of(0, 0), Float32Array.of(3, 4))).toBe(5);
  });

  test("points are compared in the picture, not in depth", () => {
    expect(meanPointDistance(Float32Array.of(0, 0, 0), Float32Array.of(3, 4, 99))).toBe(5);
  });

  test("the mean error ignores the sign of a difference", () => {
    expect(meanAbsoluteError([1, 1], [2, 0])).toBe(1);
  });
});
