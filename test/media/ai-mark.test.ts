import sharp from "sharp";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { markGif } from "../../src/media/mark-gif.ts";
import { markPng } from "../../src/media/mark-png.ts";
import { pngChunk } from "../../src/media/png-chunks.ts";
import { readMark } from "../../src/media/read-mark.ts";
import { gifCorpus } from "../support/gif-corpus.ts";
import { framesBySharp, framesOf, noCeilings } from "../support/gif-frames.ts";
import { cutOff, makeGif } from "../support/make-gif.ts";

const editedType =
  "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";
const marked = { aiEdited: true, madeHere: true, digitalSourceType: editedType };

const clip = makeGif({
  width: 20,
  height: 12,
  loop: 3,
  frames: [
    { paint: (x, y) => (x + y) % 4, delayCs: 7 },
    { paint: 2, delayCs: 3, disposal: 2, rect: { x: 2, y: 3, width: 9, height: 5 } },
    { paint: (x) => x % 3, delayCs: 11, transparent: 1, interlaced: true },
  ],
});

/** Asserts that one run of bytes was put into the file, and that only the version differs besides; returns the run. */
function insertedInto(before: Uint8Array, after: Uint8Array): Buffer {
  const [source, result] = [Buffer.from(before), Buffer.from(after)];
  source.write("GIF89a", "latin1");
  let at = 0;
  while (at < source.length && source[at] === result[at]) at++;
  const length = result.length - source.length;
  expect(Buffer.compare(result.subarray(at + length), source.subarray(at))).toBe(0);
  return result.subarray(at, at + length);
}

/** Asserts that each frame looks alike, lasts as long and is made of the same bytes. */
function expectSameFrames(before: Uint8Array, after: Uint8Array): void {
  const [source, result] = [before, after].map((bytes) => readGifBlocks(bytes, noCeilings));
  expect(result).toMatchObject({ width: source.width, height: source.height, loop: source.loop });
  expect(result.frames).toHaveLength(source.frames.length);
  for (const [index, frame] of source.frames.entries()) {
    const other = result.frames[index];
    const { delayCs, disposal, transparent, complete } = frame;
    expect(other).toMatchObject({ delayCs, disposal, complete });
    expect(other.transparent).toBe(transparent);
    const image = before.subarray(frame.image.start, frame.image.end);
    const sameImage = after.subarray(other.image.start, other.image.end);
    expect(Buffer.compare(image, sameImage)).toBe(0);
  }
}

/** A file with blocks put between its last frame and its trailer. */
function withBlocks(gif: Uint8Array, ...blocks: Uint8Array[]): Buffer {
  const { contentEnd } = readGifBlocks(gif);
  return Buffer.concat([gif.subarray(0, contentEnd), ...blocks, gif.subarray(contentEnd)]);
}

const comment = (text: string) =>
  Buffer.from(`\x21\xfe${String.fromCharCode(text.length)}${text}\0`, "latin1");

const magicTrailer = Buffer.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0]);

/** Another program's XMP extension, its property written as an element. */
function foreignPacket(sourceType: string): Buffer {
  const property = `<e:DigitalSourceType xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">${sourceType}</e:DigitalSourceType>`;
  return Buffer.concat([
    Buffer.from(`\x21\xff\x0bXMP DataXMP<x:xmpmeta>${property}</x:xmpmeta>`, "latin1"),
    magicTrailer,
  ]);
}

const c2paBlock = Buffer.from("\x21\xff\x0bC2PA_GIF\x01\0\0\x04jumb\0", "latin1");

describe("a marked GIF", () => {
  test("says that it is AI-edited, and that it was marked here", () => {
    expect(readMark(clip)).toEqual({ aiEdited: false, madeHere: false });
    expect(readMark(markGif(clip))).toEqual(marked);
  });

  test("is the file that it was but for a comment and an XMP extension before the trailer", () => {
    const result = markGif(clip);
    const inserted = insertedInto(clip, result);
    expectSameFrames(clip, result);
    const packetAt = inserted.indexOf("\x21\xff\x0bXMP DataXMP<?xpacket", 0, "latin1");
    expect(inserted.subarray(0, 3)).toEqual(Buffer.from([0x21, 0xfe, packetAt - 4]));
    expect(inserted.subarray(-258)).toEqual(magicTrailer);
    expect(result.at(-1)).toBe(0x3b);
    expect(readGifBlocks(result).warnings.size).toBe(0);
  });

  test("looks the same to us and to an independent decoder", async () => {
    const result = markGif(clip);
    expect(framesOf(result)).toEqual(framesOf(clip));
    expect(await framesBySharp(result)).toEqual(await framesBySharp(clip));
    const [before, after] = await Promise.all([clip, result].map((gif) => sharp(gif).metadata()));
    expect(after.delay).toEqual(before.delay);
    expect(after.loop).toBe(before.loop);
  });

  test("is not marked again", () => {
    const once = markGif(clip);
    expect(markGif(once)).toBe(once);
  });

  test("gets back the one block that another program dropped", () => {
    const inserted = insertedInto(clip, markGif(clip));
    const packetAt = inserted.indexOf(0) + 1;
    for (const left of [inserted.subarray(0, packetAt), inserted.subarray(packetAt)]) {
      const half = withBlocks(clip, left);
      expect(readMark(half)).toMatchObject({ aiEdited: true, madeHere: true });
      const whole = markGif(half);
      expect(whole).toHaveLength(markGif(clip).length);
      expect(readMark(whole)).toEqual(marked);
    }
  });

  test("is a GIF89a, since a GIF87a can say nothing", () => {
    const old = Buffer.from(clip);
    old.write("GIF87a", "latin1");
    const result = markGif(old);
    expect(Buffer.from(result.subarray(0, 6)).toString()).toBe("GIF89a");
    expect(old.toString("latin1", 0, 6)).toBe("GIF87a");
    expect(Buffer.compare(result, markGif(clip))).toBe(0);
  });

  test("keeps what the source says about itself, and says ours last", () => {
    const capture = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
    const blocks = [comment("by a person"), foreignPacket(capture), c2paBlock];
    const source = withBlocks(clip, ...blocks);
    expect(readMark(source)).toEqual({
      aiEdited: false,
      madeHere: false,
      digitalSourceType: capture,
    });
    const result = Buffer.from(markGif(source));
    insertedInto(source, result);
    const places = blocks.map((block) => result.indexOf(block));
    expect(places).toEqual(blocks.map((block) => source.indexOf(block)));
    expect(result.lastIndexOf("XMP DataXMP")).toBeGreaterThan(Math.max(...places));
    expect(readMark(result)).toEqual(marked);
    expect(markGif(result)).toBe(result);
  });

  test.each(["trainedAlgorithmicMedia", editedType.replace("http:", "https:")])(
    "may have been marked %s by another program before",
    (sourceType) => {
      const source = withBlocks(clip, foreignPacket(sourceType));
      const theirs = { aiEdited: true, madeHere: false, digitalSourceType: sourceType };
      expect(readMark(source)).toEqual(theirs);
      expect(readMark(markGif(source))).toEqual(marked);
    },
  );

  test("stays marked when another program says something else after us", () => {
    const result = withBlocks(markGif(clip), foreignPacket("digitalCapture"));
    expect(readMark(result)).toEqual(marked);
    expect(markGif(result)).toBe(result);
  });

  test.each([
    { case: "without a trailer", gif: clip.slice(0, -1) },
    {
      case: "with garbage behind its frames",
      gif: Buffer.concat([clip.slice(0, -1), Buffer.from("?!garbage")]),
    },
    { case: "cut off in its last frame", gif: cutOff(clip, 0.95) },
    {
      case: "cut off in a comment",
      gif: Buffer.concat([clip.slice(0, -1), comment("cut").subarray(0, -2)]),
    },
  ])("may be one $case", ({ gif }) => {
    const result = markGif(gif);
    insertedInto(gif, result);
    expectSameFrames(gif, result);
    expect(framesOf(result)).toEqual(framesOf(gif));
    expect(readMark(result)).toEqual(marked);
    expect(markGif(result)).toBe(result);
  });
});

const readable = gifCorpus.filter(({ bytes }) => {
  try {
    return readGifBlocks(bytes, noCeilings).frames.length > 0;
  } catch {
    return false;
  }
});

describe.skipIf(gifCorpus.length === 0)("other libraries' samples", () => {
  test.each(readable)("keep every frame of $name", async ({ bytes }) => {
    const result = markGif(bytes);
    insertedInto(bytes, result);
    expectSameFrames(bytes, result);
    expect(readMark(result)).toMatchObject(marked);
    expect(markGif(result)).toBe(result);
    // A failed decode gives nothing on both sides.
    const [before, after] = await Promise.all(
      [bytes, result].map((gif) => framesBySharp(gif).catch(() => [])),
    );
    expect(Buffer.compare(Buffer.concat(after), Buffer.concat(before))).toBe(0);
  });
});

describe("a marked PNG", async () => {
  const picture = sharp({
    create: { width: 31, height: 17, channels: 4, background: "#5577997f" },
  });
  const png = await picture.png().toBuffer();

  test("says that it is AI-edited, to us and to an independent reader", async () => {
    expect(readMark(png)).toEqual({ aiEdited: false, madeHere: false });
    const result = markPng(png);
    expect(readMark(result)).toEqual(marked);
    const { xmpAsString } = await sharp(result).metadata();
    expect(xmpAsString).toContain(`DigitalSourceType="${editedType}"`);
  });

  test("has the same pixels", async () => {
    const [before, after] = await Promise.all(
      [png, markPng(png)].map((bytes) => sharp(bytes, { failOn: "warning" }).raw().toBuffer()),
    );
    expect(Buffer.compare(before, after)).toBe(0);
  });

  test("is not marked again, and keeps a packet that was there", async () => {
    const once = markPng(png);
    expect(markPng(once)).toBe(once);
    const text = "XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>digitalCapture</x:xmpmeta>";
    const packet = pngChunk("iTXt", Buffer.from(text));
    const foreign = Buffer.concat([png.subarray(0, 33), packet, png.subarray(33)]);
    const result = Buffer.from(markPng(foreign));
    expect(result.includes("<x:xmpmeta>digitalCapture</x:xmpmeta>")).toBe(true);
    expect(readMark(result)).toEqual(marked);
  });

  test("needs pixels", () => {
    expect(() => markPng(png.subarray(0, 40))).toThrow(
      expect.objectContaining({ code: "TARGET_BROKEN" }),
    );
    expect(() => markPng(clip)).toThrow(expect.objectContaining({ code: "TARGET_NOT_IMAGE" }));
  });
});

function isReadOrRefused(bytes: Uint8Array): boolean {
  try {
    readMark(bytes);
    return true;
  } catch (error) {
    return error instanceof AppError;
  }
}

describe("reading a mark", () => {
  test("refuses what is neither GIF nor PNG", () => {
    for (const text of ["", "GIF", "<html>", "\xff\xd8\xff\xe0"]) {
      expect(() => readMark(Buffer.from(text, "latin1"))).toThrow(
        expect.objectContaining({ code: "TARGET_NOT_IMAGE" }),
      );
    }
  });

  test("survives any damage", async () => {
    const png = markPng(
      await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } })
        .png()
        .toBuffer(),
    );
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      maxLength: 20,
    });
    const property = fc.property(
      fc.constantFrom(markGif(clip), png),
      damage,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (file, changes, share) => {
        const broken = cutOff(file, share);
        for (const [at, value] of changes)
          if (broken.length > 0) broken[at % broken.length] = value;
        return isReadOrRefused(broken);
      },
    );
    expect(() => fc.assert(property)).not.toThrow();
  });

  test("looks at no more of a packet than its ceiling, in time that grows with its length alone", () => {
    const endless = Buffer.from(`DigitalSourceType${" ".repeat(100)}`.repeat(20_000));
    const chunk = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from("iTXtXML:com.adobe.xmp\0\0\0\0\0"),
      endless,
      Buffer.alloc(4),
    ]);
    chunk.writeUInt32BE(chunk.length - 12);
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk]);
    expect(readMark(png)).toEqual({ aiEdited: false, madeHere: false });
  });
});
