import { describe, expect, test } from "vitest";
import { readWholeGif } from "../../src/media/read-whole-gif.ts";
import { cutOff, makeGif } from "../support/make-gif.ts";

const bytes = makeGif({
  width: 40,
  height: 40,
  frames: [{ paint: 1 }, { paint: (x, y) => (x * y) % 4 }],
});

describe("a GIF that somebody wants swapped", () => {
  test("is refused when it ends in the middle of a frame", () => {
    expect(() => readWholeGif(cutOff(bytes, 0.9))).toThrow(
      expect.objectContaining({ code: "TARGET_BROKEN" }),
    );
  });

  test("may lack its trailer, which holds no pixel", () => {
    expect(readWholeGif(bytes.slice(0, -1)).frames).toHaveLength(2);
  });
});
