import { array, assert, asyncProperty, nat, tuple } from "fast-check";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { createGifMakerProcess } from "../../src/workers/gif-maker-process.ts";
import { toGif } from "../../src/workers/to-gif.ts";
import { framesOf } from "../support/gif-frames.ts";
import { makeGif } from "../support/make-gif.ts";
import { hasFfmpeg, makeVideo } from "../support/make-video.ts";

const maxBytes = limits.maxTargetBytes;
const colour = (frame: number): readonly [number, number, number] =>
  frame < 6 ? [220, 30, 30] : [30, 30, 220];
const clip = { width: 96, height: 64, frames: 12, framesPerSecond: 10, colour };

async function made(kind: "mp4" | "webm" | "webp", media: Uint8Array) {
  const { bytes } = await toGif({ kind, media, maxBytes });
  const gif = readGifBlocks(bytes);
  return { gif, pictures: framesOf(gif) };
}

/** Red, green, blue and alpha in the middle of the picture. */
function centre(pixels: Uint8Array, { width, height }: { width: number; height: number }) {
  const at = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 4;
  return [...pixels.subarray(at, at + 4)];
}

/** Made before anything closes the loaders of this process. */
const moving = await sharp(
  makeGif({
    width: 40,
    height: 30,
    loop: 0,
    frames: [
      { paint: 1, delayCs: 7 },
      { paint: 2, delayCs: 50 },
      { paint: 3, delayCs: 12 },
    ],
  }),
  { animated: true },
)
  .webp({ lossless: true, loop: 0 })
  .toBuffer();

describe.skipIf(!hasFfmpeg)("a video", () => {
  test.each(["mp4", "webm"] as const)(
    "that is an %s becomes a GIF at its own pace",
    async (kind) => {
      const { gif, pictures } = await made(kind, makeVideo({ ...clip, kind }));
      expect(gif).toMatchObject({ width: 96, height: 64, loop: 0 });
      expect(Math.abs(gif.frames.length - 12)).toBeLessThanOrEqual(1);
      expect(new Set(gif.frames.map(({ delayCs }) => delayCs))).toEqual(new Set([10]));
      const [red, , blue] = centre(pictures[0], gif);
      expect([red > 190, blue < 60]).toEqual([true, true]);
      const [redAtEnd, , blueAtEnd] = centre(pictures[pictures.length - 1], gif);
      expect([redAtEnd < 60, blueAtEnd > 190]).toEqual([true, true]);
    },
  );

  test("is scaled down to what a GIF can carry, and keeps its shape", async () => {
    const video = makeVideo({ ...clip, kind: "mp4", width: 1600, height: 800, frames: 3 });
    const { gif } = await made("mp4", video);
    expect(gif).toMatchObject({
      width: limits.maxVideoGifSide,
      height: limits.maxVideoGifSide / 2,
    });
  });

  test("of 60 frames a second is thinned to what browsers show", async () => {
    const { gif } = await made(
      "mp4",
      makeVideo({ ...clip, kind: "mp4", frames: 60, framesPerSecond: 60 }),
    );
    expect(gif.frames[0].delayCs).toBe(3);
    expect(Math.abs(gif.durationMs - 1000)).toBeLessThan(60);
  });

  test("of 50 seconds keeps its length in as many frames as a GIF may have", async () => {
    const long = { kind: "mp4", width: 32, height: 32, frames: 500, framesPerSecond: 10 } as const;
    const { gif } = await made("mp4", makeVideo(long));
    expect(gif.frames.length).toBeLessThanOrEqual(limits.maxFrames);
    expect(Math.abs(gif.durationMs - 50_000)).toBeLessThan(700);
  });

  test("that runs too long is refused", async () => {
    const long = { kind: "webm", width: 32, height: 32, frames: 140, framesPerSecond: 2 } as const;
    await expect(made("webm", makeVideo(long))).rejects.toMatchObject({ code: "MEDIA_TOO_LONG" });
  });

  test("that makes too large a GIF is scaled down, or refused when that does not help", async () => {
    const noisy = makeVideo({
      ...clip,
      kind: "mp4",
      width: 128,
      height: 128,
      frames: 6,
      noise: true,
    });
    const whole = await toGif({ kind: "mp4", media: noisy, maxBytes });
    const smaller = await toGif({ kind: "mp4", media: noisy, maxBytes: whole.bytes.length * 0.6 });
    expect(readGifBlocks(smaller.bytes).width).toBeLessThan(128);
    await expect(toGif({ kind: "mp4", media: noisy, maxBytes: 500 })).rejects.toMatchObject({
      code: "MEDIA_TOO_LARGE",
      facts: { limit: 500 },
    });
  });

  test("that is cut, damaged or only called one is refused with a code, and leaves no file behind", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("face-swap-"));
    const whole = {
      mp4: makeVideo({ ...clip, kind: "mp4" }),
      webm: makeVideo({ ...clip, kind: "webm" }),
    };
    for (const kind of ["mp4", "webm"] as const) {
      await expect(made(kind, whole[kind].subarray(0, 200))).rejects.toMatchObject({
        code: "TARGET_BROKEN",
      });
      const list = Buffer.from("ffconcat version 1.0\nfile /etc/passwd\n#EXTM3U\n/etc/passwd\n");
      await expect(made(kind, list)).rejects.toMatchObject({ code: "TARGET_BROKEN" });
    }
    const damage = array(tuple(nat(9999), nat(255)), { minLength: 1, maxLength: 20 });
    await assert(
      asyncProperty(damage, async (changes) => {
        const bytes = Uint8Array.from(whole.mp4);
        for (const [place, value] of changes)
          bytes[Math.floor((place / 1e4) * bytes.length)] = value;
        const failure: unknown = await made("mp4", bytes).catch((error: unknown) => error);
        expect(failure instanceof Error ? failure : new AppError("INTERNAL")).toBeInstanceOf(
          AppError,
        );
      }),
      { numRuns: 20 },
    );
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith("face-swap-"));
    expect(
      after.filter((name) => /face-swap-[\da-f]{8}-/.test(name) && !before.includes(name)),
    ).toEqual([]);
  });
});

describe("a moving WebP", () => {
  test("becomes a GIF with its own delays and loop", async () => {
    const { gif, pictures } = await made("webp", moving);
    expect(gif).toMatchObject({ width: 40, height: 30, loop: 0 });
    expect(gif.frames.map(({ delayCs }) => delayCs)).toEqual([7, 50, 12]);
    expect(pictures.map((picture) => centre(picture, gif))).toEqual([
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
    ]);
  });

  test("is refused before it is decoded when it is too much, and when it is cut", async () => {
    const webp = moving;
    const frame = webp.indexOf("ANMF");
    const header = webp.subarray(0, frame);
    const frames = (count: number) =>
      Buffer.concat([
        header,
        ...Array.from({ length: count }, () => webp.subarray(frame, frame + 24)),
      ]);
    for (const [bytes, code] of [
      [frames(0), "TARGET_BROKEN"],
      [webp.subarray(0, webp.length - 40), "TARGET_BROKEN"],
    ] as const) {
      await expect(made("webp", bytes)).rejects.toMatchObject({ code });
    }
    const large = Buffer.from(webp);
    large.writeUIntLE(3000, 24, 3);
    await expect(made("webp", large)).rejects.toMatchObject({ code: "MEDIA_TOO_MANY_PIXELS" });
    const slow = Buffer.from(webp);
    slow.writeUIntLE(90_000, frame + 20, 3);
    await expect(made("webp", slow)).rejects.toMatchObject({ code: "MEDIA_TOO_LONG" });
  });

  test("is converted in a process of its own, which ends with the job that is broken off", async () => {
    const convert = createGifMakerProcess();
    const media = moving;
    const { bytes } = await convert(
      { kind: "webp", media, maxBytes },
      new AbortController().signal,
    );
    expect(readGifBlocks(bytes).frames).toHaveLength(3);
    const stop = new AbortController();
    const reason = new Error("enough");
    const stopped = convert({ kind: "webp", media, maxBytes }, stop.signal);
    stop.abort(reason);
    await expect(stopped).rejects.toBe(reason);
  });
});
