import { expect, test } from "vitest";
import { priceOf } from "../../src/services/price.ts";

test.each([
  [{ kind: "still" }, 1],
  [{ kind: "gif", frames: 1, faces: 1 }, 1],
  [{ kind: "gif", frames: 15, faces: 1 }, 1],
  [{ kind: "gif", frames: 16, faces: 1 }, 2],
  [{ kind: "gif", frames: 48, faces: 1 }, 4],
  [{ kind: "gif", frames: 16, faces: 2 }, 4],
  [{ kind: "gif", frames: 90, faces: 1 }, 6],
  [{ kind: "gif", frames: 300, faces: 1 }, 6],
  [{ kind: "gif", frames: 20, faces: 5 }, 6],
] as const)("the price of %j is %i", (work, price) => {
  expect(priceOf(work)).toBe(price);
});
