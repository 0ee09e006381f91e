import { expect, test } from "vitest";
import type { PairReport } from "./engine-quality/pair-report.ts";
import { formatPhotos } from "./engine-quality/pair-tables.ts";
import { formatTargets } from "./engine-quality/targets.ts";

function pair(photo: string, gate: PairReport["gate"], toPhoto: number, known = 1): PairReport {
  return {
    clip: "clip",
    photo,
    gate,
    face: {
      toPhoto,
      toOriginal: 0.8,
      base: 0.9,
      samePerson: toPhoto < 0.6 ? 1 : 0,
      among: { distance: 0.3, samePerson: known },
      mouth: {
        error: 0,
        correlation: undefined,
        clearCorrelation: undefined,
        readTwice: undefined,
      },
      eyes: { error: 0, correlation: 0.8, clearCorrelation: undefined, readTwice: 0.9 },
      landmarkError: 1,
      jitter: undefined,
      flicker: undefined,
      faceWidth: 100,
      frames: 4,
      framesFound: 4,
    },
    outside: { pixels: 1, changed: 0, psnr: Infinity, largest: 0 },
    engine: {
      frames: 4,
      framesSwapped: 4,
      stages: {},
      computeMs: 10,
      encodeMs: 1,
      bytes: 1,
      sourceBytes: 1,
    },
    peers: [],
  };
}

const pairs = [pair("clear", "good", 0.4), pair("clear", "good", 0.5), pair("dim", "usable", 0.9)];

function line(table: string, start: string): string {
  return table.split("\n").find((row) => row.startsWith(start)) ?? "";
}

test("likeness is judged over the photos that pass the gate, and shown over all of them", () => {
  const table = formatTargets(pairs);
  expect(line(table, "identity distance to the photo, photos that pass")).toMatch(/0\.450.*met/);
  expect(line(table, "frames nearer than 0.6")).toMatch(/100\.0.*met/);
  expect(line(table, "identity distance to the photo, all")).toMatch(/0\.600.*missed by 0\.130/);
});

test("likeness is shown as well without the clips whose own person is not known from frame to frame", () => {
  const table = formatTargets([...pairs, pair("clear", "good", 0.7, 0.94)]);
  expect(line(table, "identity distance to the photo, photos that pass")).toMatch(/0\.533.*missed/);
  expect(line(table, "… where the clip's own person is known throughout: d")).toMatch(
    /0\.450.* 2 /,
  );
  expect(line(table, "… where the clip's own person is known throughout: f")).toMatch(
    /100\.0.* 2 /,
  );
});

test("correlations that no pair has are not counted as met", () => {
  expect(line(formatTargets(pairs), "mouth opening")).toContain("not measured");
});

test("each photo's row holds the means of its pairs and what the gate says", () => {
  const table = formatPhotos(pairs);
  expect(line(table, "clear")).toMatch(/good.*0\.45/);
  expect(line(table, "dim")).toMatch(/usable.*0\.90/);
});

test("every figure says how many pairs it is a mean of", () => {
  const table = formatTargets(pairs);
  expect(line(table, "eye opening, correlation where they move at all")).toMatch(/ 3 /);
  expect(line(table, "eye opening, correlation where they move clearly")).toMatch(/ 0 .*not/);
});
