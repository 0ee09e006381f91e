import { describe, expect, test } from "vitest";
import {
  asksSecond,
  isSexual,
  isSuggestive,
  looksYoung,
} from "../../../src/engine/safety/judge-scenes.ts";
import type { FrameEvidence, SceneScores } from "../../../src/engine/safety/judge-scenes.ts";

/** In the order in which the classifiers give them. */
function scores(values: readonly number[]): SceneScores {
  const [drawing, hentai, neutral, porn, sexy] = values;
  return { drawing, hentai, neutral, porn, sexy };
}

function frame(first: readonly number[], second?: readonly number[]): FrameEvidence {
  return { first: scores(first), second: second && scores(second) };
}

const neutral = frame([0, 0, 1, 0, 0]);

/** Recorded of harmless frames: what both networks thought of the worst ones of close-ups of people who talk. */
const closeUps = [
  frame([0, 0.02, 0.3, 0.65, 0.02], [0, 0, 0.97, 0.02, 0]),
  frame([0, 0.01, 0.5, 0.46, 0.02], [0, 0, 0.93, 0.06, 0]),
  frame([0, 0, 0.5, 0.46, 0.03], [0, 0, 0.59, 0.38, 0.03]),
  frame([0, 0, 0.59, 0.38, 0.02], [0, 0, 0.45, 0.52, 0.03]),
  frame([0.01, 0.02, 0.74, 0.22, 0.01], [0, 0.01, 0.31, 0.65, 0.03]),
  frame([0, 0, 0.8, 0.18, 0.02], [0, 0, 0.58, 0.39, 0.03]),
];
/** A picture of colour patches, of which the small network is sure that it is something else. */
const patches = frame([0, 0, 0.17, 0.82, 0.01], [0, 0, 1, 0, 0]);
const clear = frame([0, 0, 0.1, 0.85, 0.05], [0, 0, 0.02, 0.95, 0.03]);
const drawn = frame([0.1, 0.85, 0.02, 0.03, 0], [0.03, 0.95, 0, 0.02, 0]);
const likely = frame([0, 0, 0.4, 0.45, 0.15], [0, 0, 0.2, 0.75, 0.05]);

describe("sexual content", () => {
  test("is refused when both networks are sure of one frame, wherever in the clip", () => {
    expect(isSexual([...closeUps, neutral, neutral, clear])).toBe(true);
    expect(isSexual([drawn])).toBe(true);
  });

  test("is not refused on the word of one network, however sure it is", () => {
    expect(isSexual([patches])).toBe(false);
    expect(isSexual([frame([0, 0, 0, 1, 0])])).toBe(false);
    expect(isSexual([frame([0, 0, 0.65, 0.35, 0], [0, 0, 0, 1, 0])])).toBe(false);
  });

  test("is refused when both networks think so of two frames and of a quarter of them", () => {
    expect(isSexual([likely])).toBe(false);
    expect(isSexual([likely, likely, neutral, neutral, neutral])).toBe(true);
    expect(isSexual([likely, likely, ...Array.from({ length: 7 }, () => neutral)])).toBe(false);
  });

  test("is not seen in close-ups of people who talk", () => {
    expect(isSexual(closeUps)).toBe(false);
    expect(closeUps.some(isSuggestive)).toBe(false);
  });

  test("is something else than underwear", () => {
    const underwear = frame([0, 0, 0.1, 0.1, 0.8], [0, 0, 0.05, 0.05, 0.9]);
    expect(isSexual([underwear, underwear])).toBe(false);
    expect(isSuggestive(underwear)).toBe(true);
  });
});

test("the large network is asked about everything that could break a rule, and about nothing else", () => {
  for (const { first, second } of [clear, drawn, likely]) {
    expect(second).toBeDefined();
    expect(asksSecond(first)).toBe(true);
  }
  expect(asksSecond(scores([0, 0, 0.4, 0.1, 0.5]))).toBe(true);
  expect(asksSecond(neutral.first)).toBe(false);
  expect(asksSecond(scores([0, 0, 0.8, 0.18, 0.02]))).toBe(false);
});

test("a face looks young when every view of it does", () => {
  expect(looksYoung([8, 9, 7, 8])).toBe(true);
  expect(looksYoung([17, 16, 20, 19])).toBe(false);
  expect(looksYoung([30, 31, 29, 31])).toBe(false);
});
