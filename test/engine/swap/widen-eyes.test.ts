import { expect, test } from "vitest";
import { measureOpenness } from "../../../src/engine/face/openness.ts";
import { eyes } from "../../../src/engine/swap/eyes.ts";
import { widenEye, wideningOf } from "../../../src/engine/swap/widen-eyes.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const { mesh } = await faceModels();
const head = createSyntheticHead(mesh, identities.ada);
const small = { width: 32, height: 32, fineness: 1, scale: 9 };
const rest = head.render({ ...small, roll: 0.3 }).landmarks;

/** Points of the right eye: corners, the middle of the upper lid, of its fold and of the skin above. */
const [outer, inner, lid, fold, skin] = [33, 133, 159, 27, 223];

function moved(point: number, widening: number): number {
  const drawn = rest.slice();
  widenEye(eyes[0], 0, widening, drawn);
  const at = point * 3;
  return Math.hypot(drawn[at] - rest[at], drawn[at + 1] - rest[at + 1]);
}

test("an eye at rest is drawn as open as the target's", () => {
  expect(wideningOf(0.3, 0.3, 0)).toBe(1);
  expect(moved(lid, 1)).toBe(0);
});

test("what is opened or narrowed is drawn further, the more the photo's lids are seen", () => {
  expect(wideningOf(0.36, 0.3, 0)).toBeGreaterThan(1.1);
  expect(wideningOf(0.27, 0.3, 0)).toBeLessThan(0.9);
  expect(wideningOf(0.18, 0.3, 1)).toBeGreaterThan(wideningOf(0.18, 0.3, 0));
});

test("lids never cross, and no eye is bared beyond what an eye can be", () => {
  expect(wideningOf(0, 0.3, 1)).toBeGreaterThan(0);
  expect(wideningOf(0.9, 0.3, 0)).toBeLessThan(1.5);
});

test("a drawn opening grows by what it was widened, about corners that stay", () => {
  const drawn = rest.slice();
  widenEye(eyes[0], 0, 1.2, drawn);
  const before = measureOpenness(rest);
  const after = measureOpenness(drawn);
  expect(after.rightEye / before.rightEye).toBeCloseTo(1.2, 1);
  expect(after.leftEye).toBe(before.leftEye);
  expect(moved(outer, 1.2)).toBeLessThan(1e-4);
  expect(moved(inner, 1.2)).toBeLessThan(1e-4);
});

test("the fold follows the lid's edge, and the skin above follows the fold, each less", () => {
  expect(moved(fold, 1.2)).toBeGreaterThan(0);
  expect(moved(fold, 1.2)).toBeLessThan(moved(lid, 1.2));
  expect(moved(skin, 1.2)).toBeGreaterThan(0);
  expect(moved(skin, 1.2)).toBeLessThan(moved(fold, 1.2));
});

test("the lids' order stays: no point of the upper lid comes to lie under the lower one", () => {
  for (const widening of [0.4, 1.4]) {
    const drawn = rest.slice();
    widenEye(eyes[0], 0, widening, drawn);
    expect(drawn[159 * 3 + 1]).toBeLessThan(drawn[145 * 3 + 1]);
  }
});
