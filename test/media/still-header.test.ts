import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { ErrorCode } from "../../src/core/errors.ts";
import { UserError } from "../../src/core/errors.ts";
import { readStillHeader } from "../../src/media/still-header.ts";
import { fourColours, makeGif } from "../support/make-gif.ts";

const picture = (width = 37, height = 21) =>
  sharp({ create: { width, height, channels: 4, background: { r: 9, g: 8, b: 7, alpha: 0.5 } } });

function codeOf(read: () => unknown): ErrorCode | undefined {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
  return undefined;
}

/** APNG's acTL chunk; the sum at its end is not looked at. */
const animationControl = (frames: number) =>
  Buffer.from([0, 0, 0, 8, ...Buffer.from("acTL"), 0, 0, 0, frames, 0, 0, 0, 0, 0, 0, 0, 0]);

describe("the header of a still picture", () => {
  test.each([
    ["png", () => picture().png()],
    ["png", () => picture().png({ palette: true, progressive: true })],
    ["jpeg", () => picture().jpeg()],
    ["jpeg", () => picture().jpeg({ progressive: true }).withMetadata({ orientation: 6 })],
    ["webp", () => picture().webp({ lossless: true })],
    ["webp", () => picture().removeAlpha().webp()],
    ["webp", () => picture().webp({ quality: 50 })],
    ["webp", () => picture().webp({ quality: 50 }).withIccProfile("p3")],
    ["avif", () => picture().avif({ effort: 0 })],
  ] as const)("gives the size of a %s without decoding it", async (kind, make) => {
    const bytes = await make().toBuffer();
    expect(readStillHeader(bytes)).toEqual({ kind, width: 37, height: 21, animated: false });
  });

  test("says that a WebP moves", async () => {
    const frames = [{ paint: 1 }, { paint: 2 }];
    const gif = makeGif({ width: 8, height: 6, palette: fourColours, frames });
    const bytes = await sharp(gif, { animated: true }).webp().toBuffer();
    expect(readStillHeader(bytes)).toEqual({ kind: "webp", width: 8, height: 6, animated: true });
  });

  test("says that a PNG moves when its animation chunk counts more than one frame", async () => {
    const png = await picture(5, 4).png().toBuffer();
    const animated = (frames: number) =>
      Buffer.concat([png.subarray(0, 33), animationControl(frames), png.subarray(33)]);
    expect(readStillHeader(animated(2)).animated).toBe(true);
    expect(readStillHeader(animated(1)).animated).toBe(false);
  });

  test("refuses more pixels than we decode, and says how many there are", async () => {
    const bytes = await picture().png().toBuffer();
    bytes.writeUInt32BE(50_000, 16);
    bytes.writeUInt32BE(40_000, 20);
    expect(() => readStillHeader(bytes)).toThrow(
      expect.objectContaining({
        code: "MEDIA_TOO_MANY_PIXELS",
        facts: { width: 50_000, height: 40_000, pixels: 2e9, limit: 40_000_000 },
      }),
    );
  });

  test("blames the role that the file was given for", async () => {
    const gif = makeGif({ width: 1, height: 1, frames: [{ paint: 1 }] });
    const cut = (await picture().png().toBuffer()).subarray(0, 20);
    expect(codeOf(() => readStillHeader(gif))).toBe("FACE_NOT_IMAGE");
    expect(codeOf(() => readStillHeader(gif, "target"))).toBe("TARGET_NOT_IMAGE");
    expect(codeOf(() => readStillHeader(cut))).toBe("FACE_BROKEN");
    expect(codeOf(() => readStillHeader(cut, "target"))).toBe("TARGET_BROKEN");
  });

  test("either reads a damaged file or refuses it with a code, wherever it is cut or changed", async () => {
    const answers = new Set<ErrorCode | undefined>();
    for (const make of [picture().png(), picture().jpeg(), picture().webp()]) {
      const bytes = await make.toBuffer();
      for (let at = 0; at < Math.min(bytes.length, 400); at++) {
        answers.add(codeOf(() => readStillHeader(bytes.subarray(0, at))));
        for (const value of [0, 0x7f, 0xff]) {
          const damaged = Uint8Array.from(bytes);
          damaged[at] = value;
          answers.add(codeOf(() => readStillHeader(damaged)));
        }
      }
    }
    expect(answers).toEqual(
      new Set([undefined, "FACE_BROKEN", "FACE_NOT_IMAGE", "MEDIA_TOO_MANY_PIXELS"]),
    );
  });
});
