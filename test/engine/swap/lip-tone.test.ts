import { expect, test } from "vitest";
import { tintLips } from "../../../src/engine/swap/lip-tone.ts";
import type { Lips } from "../../../src/engine/swap/lip-tone.ts";
import { lumaOf } from "../../../src/engine/swap/skin.ts";

const fair: Lips = { tone: [0.85, 0.62, 0.68], skin: [225, 165, 130] };
/** Against brown skin, lips are bluer. */
const brown: Lips = { tone: [0.88, 0.92, 1.3], skin: [190, 115, 65] };

function drawn(photo: Lips, target: Lips): number[] {
  const tint = tintLips(photo, target, 1);
  return target.skin.map((skin, c) => skin * photo.tone[c] * tint[c]);
}

test("lips on a skin like their own keep their colour", () => {
  const painted: Lips = { ...fair, tone: [0.9, 0.3, 0.35] };
  tintLips(painted, fair, 1).forEach((factor) => expect(factor).toBeCloseTo(1, 6));
});

test("a brown face's lips are not lilac on a fair one, and stay as dark as they were", () => {
  const [red, green, blue] = drawn(brown, fair);
  expect(blue / red).toBeLessThan(0.6);
  const untinted = fair.skin.map((skin, c) => skin * brown.tone[c]);
  expect(untinted[2] / untinted[0]).toBeGreaterThan(0.8);
  expect(lumaOf(red, green, blue)).toBeCloseTo(lumaOf(untinted[0], untinted[1], untinted[2]), 6);
});

test("red lips stay red on a face with pale ones", () => {
  const red: Lips = { tone: [0.8, 0.4, 0.45], skin: [235, 220, 210] };
  const pale: Lips = { tone: [0.85, 0.8, 0.9], skin: [170, 120, 105] };
  tintLips(red, pale, 1).forEach((factor) => expect(factor).toBeCloseTo(1, 6));
});

test("lips of a black picture stay within what a picture can hold", () => {
  const black: Lips = { tone: [0, 0, 0], skin: [0, 0, 0] };
  for (const tint of [
    tintLips(black, fair, 1),
    tintLips(fair, black, 1),
    tintLips(black, black, 1),
  ]) {
    for (const factor of tint) expect(factor >= 0.25 && factor <= 4).toBe(true);
  }
});
