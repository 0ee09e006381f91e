import { array, assert, asyncProperty, boolean, nat, property, record, tuple } from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { readStillHeader } from "../../src/media/still-header.ts";
import { createStillDecoder } from "../../src/workers/decode-still.ts";
import { gifCorpus } from "../support/gif-corpus.ts";

const textured = Uint8Array.from({ length: 48 * 40 * 4 }, (_, at) => (at * 2_654_435_761) >>> 24);
const picture = () => sharp(textured, { raw: { width: 48, height: 40, channels: 4 } });
const stills = await Promise.all([
  picture().png().toBuffer(),
  picture().png({ progressive: true, palette: true }).toBuffer(),
  picture()
    .jpeg()
    .withExif({ IFD0: { Artist: "nobody" } })
    .withMetadata({ orientation: 6 })
    .toBuffer(),
  picture().jpeg({ progressive: true }).toBuffer(),
  picture().webp({ quality: 60 }).toBuffer(),
  picture().webp({ lossless: true }).withIccProfile("srgb").toBuffer(),
  picture().avif({ effort: 0 }).toBuffer(),
]);

/** Bytes changed at random, most of them near the head, where sizes and lengths stand; and a cut now and then. */
const damage = (files: number) =>
  record({
    file: nat(files - 1),
    changes: array(tuple(nat(9_999), nat(255), boolean()), { maxLength: 8 }),
    cut: nat(4_000),
  });

function damaged(
  whole: Uint8Array,
  { changes, cut }: { changes: [number, number, boolean][]; cut: number },
): Uint8Array {
  const bytes = Uint8Array.from(
    whole.subarray(0, Math.ceil(whole.length * Math.min(1, cut / 1000))),
  );
  for (const [place, value, nearHead] of changes) {
    const range = nearHead ? Math.min(200, bytes.length) : bytes.length;
    bytes[Math.floor((place / 10_000) * range)] = value;
  }
  return bytes;
}

/** The error, which must be one of ours. */
function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe("a picture damaged at random", () => {
  test("is decoded within its limits or refused with a code", async () => {
    const decode = createStillDecoder();
    let [decoded, refused] = [0, 0];
    await assert(
      asyncProperty(damage(stills.length), async ({ file, ...changes }) => {
        const bytes = damaged(stills[file], changes);
        try {
          const { width, height, data } = await decode(bytes, "target");
          expect(data).toHaveLength(width * height * 4);
          expect(width * height).toBeLessThanOrEqual(limits.maxStillPixels);
          decoded += 1;
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          refused += 1;
        }
      }),
      { numRuns: 700 },
    );
    expect(Math.min(decoded, refused)).toBeGreaterThan(50);
  });

  test("has a header that is read or refused with a code, and never more pixels than that allows", () => {
    const codes = new Set<string | undefined>();
    assert(
      property(damage(stills.length), ({ file, ...changes }) => {
        codes.add(refusalOf(() => readStillHeader(damaged(stills[file], changes))));
      }),
      { numRuns: 5000 },
    );
    const possible = ["FACE_BROKEN", "FACE_NOT_IMAGE", "MEDIA_TOO_MANY_PIXELS", undefined];
    for (const code of codes) expect(possible).toContain(code);
    expect(codes.size).toBeGreaterThan(2);
  });
});

test.skipIf(gifCorpus.length === 0)(
  "every GIF that three libraries keep for testing, damaged at random, is walked within the ceilings or refused with a code",
  () => {
    let walked = 0;
    assert(
      property(damage(gifCorpus.length), ({ file, ...changes }) => {
        const bytes = damaged(gifCorpus[file].bytes, changes);
        const code = refusalOf(() => {
          const { frames, width, height } = readGifBlocks(bytes);
          expect(frames.length).toBeLessThanOrEqual(limits.maxFrames);
          expect(Math.max(width, height)).toBeLessThanOrEqual(limits.maxSide);
        });
        if (code === undefined) walked += 1;
      }),
      { numRuns: 3000 },
    );
    expect(walked).toBeGreaterThan(300);
  },
);
