import sharp from "sharp";
import type { Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/core/limits.ts";
import { createStillDecoder } from "../../src/workers/decode-still.ts";

const decode = createStillDecoder();

/** 64 × 48: red in the left half, blue in the right. */
function redBlue(): Sharp {
  const data = new Uint8Array(64 * 48 * 3);
  for (let pixel = 0; pixel < 64 * 48; pixel += 1)
    data[pixel * 3 + (pixel % 64 < 32 ? 0 : 2)] = 250;
  return sharp(data, { raw: { width: 64, height: 48, channels: 3 } });
}

/** Noise compresses badly, so that cutting the file cuts pixels. */
function noise(): Sharp {
  const data = Uint8Array.from(
    { length: 200 * 150 * 3 },
    (_, index) => (index * 2654435761) >>> 24,
  );
  return sharp(data, { raw: { width: 200, height: 150, channels: 3 } });
}

async function firstPixel(bytes: Uint8Array): Promise<number[]> {
  return [...(await decode(bytes, "face")).data.subarray(0, 4)];
}

describe("a picture that people give", () => {
  test.each(["png", "jpeg", "webp", "avif"] as const)(
    "is decoded when it is a %s",
    async (format) => {
      const raster = await decode(await redBlue().toFormat(format).toBuffer(), "face");
      expect(raster).toMatchObject({ width: 64, height: 48 });
      expect(raster.data).toHaveLength(64 * 48 * 4);
      expect(raster.data[0]).toBeGreaterThan(200);
      expect(raster.data[3]).toBe(255);
    },
  );

  test("stands upright, whatever way the camera was held", async () => {
    const turned = await redBlue().withMetadata({ orientation: 6 }).png().toBuffer();
    const raster = await decode(turned, "target");
    // Orientation 6 asks for a quarter turn clockwise: the left half comes to the top.
    expect(raster).toMatchObject({ width: 48, height: 64 });
    expect([...raster.data.subarray(0, 4)]).toEqual([250, 0, 0, 255]);
    expect([...raster.data.subarray(-4)]).toEqual([0, 0, 250, 255]);
  });

  test("becomes 8 bit colour from grey, 16 bit and CMYK", async () => {
    const grey = await redBlue().greyscale().toColourspace("b-w").png().toBuffer();
    const deep = await redBlue().toColourspace("rgb16").png().toBuffer();
    const print = await redBlue().toColourspace("cmyk").jpeg().toBuffer();
    const [level, ...rest] = await firstPixel(grey);
    expect(rest).toEqual([level, level, 255]);
    expect(await firstPixel(deep)).toEqual([250, 0, 0, 255]);
    const [red, green, blue] = await firstPixel(print);
    expect(red).toBeGreaterThan(Math.max(green, blue) + 100);
  });

  test("keeps its transparency", async () => {
    const clear = sharp({
      create: { width: 40, height: 40, channels: 4, background: { r: 9, g: 8, b: 7, alpha: 0.5 } },
    });
    expect(await firstPixel(await clear.png().toBuffer())).toEqual([9, 8, 7, 128]);
  });

  test("is brought down to a working size as a face, and left alone as a target", async () => {
    const side = limits.maxFacePhotoSide;
    const wide = sharp({
      create: { width: side * 2, height: side, channels: 3, background: "#456789" },
    });
    const bytes = await wide.jpeg().toBuffer();
    expect(await decode(bytes, "face")).toMatchObject({ width: side, height: side / 2 });
    expect(await decode(bytes, "target")).toMatchObject({ width: side * 2, height: side });
  });
});

describe("a picture that cannot be used", () => {
  test.each([
    { role: "face", code: "FACE_NOT_IMAGE" },
    { role: "target", code: "TARGET_NOT_IMAGE" },
  ] as const)(
    "is refused before any decoder sees it when it is another kind ($role)",
    async ({ role, code }) => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>';
      const gif = await redBlue().gif().toBuffer();
      const tiff = await redBlue().tiff().toBuffer();
      for (const bytes of [Buffer.from(svg), gif, tiff, new Uint8Array(0)]) {
        await expect(decode(bytes, role)).rejects.toMatchObject({ name: "UserError", code });
      }
    },
  );

  test.each(["png", "jpeg", "webp", "avif"] as const)(
    "is broken when half of the %s is missing",
    async (format) => {
      const whole = await noise().toFormat(format).toBuffer();
      const half = whole.subarray(0, whole.length / 2);
      await expect(decode(half, "face")).rejects.toMatchObject({
        name: "UserError",
        code: "FACE_BROKEN",
      });
      await expect(decode(half, "target")).rejects.toMatchObject({ code: "TARGET_BROKEN" });
    },
  );

  test("is too big when its header promises more pixels than we hold", async () => {
    const png = await redBlue().png().toBuffer();
    png.writeUInt32BE(65_535, 16);
    png.writeUInt32BE(65_535, 20);
    await expect(decode(png, "face")).rejects.toMatchObject({
      name: "UserError",
      code: "MEDIA_TOO_MANY_PIXELS",
      facts: { width: 65_535, height: 65_535, limit: limits.maxStillPixels },
    });
  });

  test("holds no face when it is smaller than one", async () => {
    const tiny = sharp({ create: { width: 31, height: 80, channels: 3, background: "#fff" } });
    const bytes = await tiny.png().toBuffer();
    await expect(decode(bytes, "face")).rejects.toMatchObject({ code: "NO_FACE_IN_PHOTO" });
    await expect(decode(bytes, "target")).rejects.toMatchObject({ code: "NO_FACE_IN_TARGET" });
  });

  test("cannot reach libvips' other loaders, even past the header check", async () => {
    await expect(sharp(Buffer.from("<svg/>")).metadata()).rejects.toThrow(
      /unsupported image format/,
    );
    const tiff = await redBlue().tiff().toBuffer();
    await expect(sharp(tiff).metadata()).rejects.toThrow(/unsupported image format/);
  });
});
