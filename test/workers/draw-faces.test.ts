import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { createDrawFacesProcess } from "../../src/workers/draw-faces-process.ts";
import { drawFaces } from "../../src/workers/draw-faces.ts";
import { makeGif, manyColours } from "../support/make-gif.ts";
import { plainPicture } from "../support/job-world.ts";

/** A black frame, and then one with something in it. */
const gif = makeGif({
  width: 160,
  height: 120,
  palette: manyColours(16),
  frames: [{ paint: () => 0 }, { paint: (x, y) => (x + y) % 16 }, { paint: () => 0 }],
});
const yellow = [255, 214, 10];

async function pixelsOf(png: Uint8Array) {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ];
  return { at, width: info.width, height: info.height };
}

describe("the picture of who is in a GIF", () => {
  test("has a box round each face, where it is in the frame as it is scaled", async () => {
    const box = { x: 40, y: 30, width: 50, height: 60 };
    const { png } = await drawFaces({
      media: gif,
      frame: 1,
      boxes: [{ number: 1, box }],
      others: [],
    });
    const { at, width, height } = await pixelsOf(png);
    expect([width, height]).toEqual([320, 240]);
    expect(at(2 * (40 + 50) - 2, 2 * (30 + 60) - 2)).toEqual(yellow);
    expect(at(2 * (40 + 25), 2 * (30 + 60) - 2)).toEqual(yellow);
    expect(at(2 * (40 + 25), 2 * (30 + 30))).not.toEqual(yellow);
  });

  test("has the number above its box, where it covers nothing of the face", async () => {
    const box = { x: 40, y: 30, width: 50, height: 60 };
    const numbered = async (number: number) => {
      const { png } = await drawFaces({
        media: gif,
        frame: 1,
        boxes: [{ number, box }],
        others: [],
      });
      return pixelsOf(png);
    };
    const [one, two] = await Promise.all([numbered(1), numbered(2)]);
    const differing = new Set<number>();
    for (let y = 0; y < one.height; y++) {
      for (let x = 0; x < one.width; x++) {
        if (one.at(x, y).join() !== two.at(x, y).join()) differing.add(y);
      }
    }
    expect(differing.size).toBeGreaterThan(4);
    expect(Math.max(...differing)).toBeLessThan(2 * box.y);
  });

  test("shows those who are not in the frame below it", async () => {
    const others = [{ number: 2, crop: await plainPicture() }];
    const { png } = await drawFaces({ media: gif, frame: 1, boxes: [], others });
    expect((await pixelsOf(png)).height).toBeGreaterThan(240);
  });

  test("is of the first frame with something in it when nobody says which", async () => {
    const { png } = await drawFaces({ media: gif, boxes: [], others: [] });
    const { at } = await pixelsOf(png);
    const seen = new Set(Array.from({ length: 40 }, (_, step) => at(step * 8, 100).join()));
    expect(seen.size).toBeGreaterThan(4);
  });

  test("is drawn with boxes at the very edge, and larger than the picture", async () => {
    const box = { x: 0, y: 0, width: 160, height: 120 };
    const edge = { x: 159, y: 119, width: 1, height: 1 };
    const boxes = [
      { number: 11, box },
      { number: 12, box: edge },
    ];
    const { png } = await drawFaces({ media: gif, frame: 2, boxes, others: [] });
    const { at } = await pixelsOf(png);
    expect(at(319, 100)).toEqual(yellow);
  });

  test("comes out of a process of its own the same", async () => {
    const job = { media: gif, frame: 1, boxes: [], others: [] };
    const draw = createDrawFacesProcess();
    const { png } = await draw(job, AbortSignal.timeout(60_000));
    expect(Buffer.from(png).equals(Buffer.from((await drawFaces(job)).png))).toBe(true);
  });
});
