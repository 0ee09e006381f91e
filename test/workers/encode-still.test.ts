import sharp from "sharp";
import { expect, test } from "vitest";
import type { Raster } from "../../src/engine/raster.ts";
import { encodeStill } from "../../src/workers/encode-still.ts";
import { noise } from "../support/pictures.ts";

const opaque = noise(40, 30);
const dotted: Raster = { ...opaque, data: opaque.data.map((value, i) => (i === 403 ? 7 : value)) };

test.each([
  { name: "an opaque picture without alpha", picture: opaque, channels: 3 },
  { name: "a picture with one transparent pixel with alpha", picture: dotted, channels: 4 },
])("stores $name, and every pixel as it is", async ({ picture, channels }) => {
  const png = await encodeStill(picture);
  expect(await sharp(png).metadata()).toMatchObject({ format: "png", channels });
  const pixels = await sharp(png).ensureAlpha().raw().toBuffer();
  expect(Buffer.compare(pixels, picture.data)).toBe(0);
});
