import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { pngChunk } from "../../src/media/png-chunks.ts";
import { bombGif, cutOff, makeGif, manyColours, tooManyFramesGif } from "./make-gif.ts";
import { pngHeader, tinyGif } from "./tiny-media.ts";

/** A file that is made to hurt whoever opens it, or that a bad line left behind. */
export interface Bomb {
  readonly name: string;
  readonly as: "target" | "face";
  readonly bytes: () => Promise<Uint8Array> | Uint8Array;
  /** How it must end; `NO_FACE_…` where the file is harmless after all. */
  readonly code: string;
}

const latin1 = (text: string) => Buffer.from(text, "latin1");

/** A good GIF up to its first frame, its frames as bytes, and its end. */
function gifParts(width: number, height: number) {
  const gif = Buffer.from(makeGif({ width, height, frames: [{ paint: 1 }] }));
  const frame = gif.indexOf(0x2c, 13);
  const control = gif.lastIndexOf(0x21, frame);
  return { head: gif.subarray(0, control), frame: gif.subarray(control, -1), end: latin1(";") };
}

/** One frame again and again: as many as one likes, at the price of one. */
function repeatedGif(width: number, height: number, times: number): Uint8Array {
  const { head, frame, end } = gifParts(width, height);
  const frames = Buffer.alloc(frame.length * times, frame);
  return Buffer.concat([head, frames, end]);
}

/** A GIF of 64 × 64 whose first frame claims this code size and holds these bytes instead of pixels. */
function badCodes(codeSize: number, data: Uint8Array): Uint8Array {
  const { head } = gifParts(64, 64);
  const image = Buffer.from([0x2c, 0, 0, 0, 0, 64, 0, 64, 0, 0, codeSize]);
  const blocks: Buffer[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), Buffer.from(block));
  }
  return Buffer.concat([head, image, ...blocks, Buffer.from([0, 0x3b])]);
}

/** Zeros take a thousandth of their size. */
const zeros = (megabytes: number) => deflateSync(Buffer.alloc(megabytes * 1_000_000));

const plain = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: "sienna" } });

/** A small good PNG with these chunks after its header. */
async function pngWith(...chunks: Uint8Array[]): Promise<Uint8Array> {
  const png = await plain(64, 64).png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

async function jpegWith(change: (jpeg: Buffer) => Uint8Array, progressive = false) {
  return change(await plain(640, 480).jpeg({ progressive }).toBuffer());
}

/** Where the size stands in a JPEG's frame header: height, then width. */
const sizeAt = (jpeg: Buffer) => {
  const baseline = jpeg.indexOf(latin1("\xff\xc0"));
  return (baseline >= 0 ? baseline : jpeg.indexOf(latin1("\xff\xc2"))) + 5;
};

function scanBomb(jpeg: Buffer): Uint8Array {
  const lastScan = jpeg.subarray(jpeg.lastIndexOf(latin1("\xff\xda")), -2);
  const scans = Array.from({ length: 20_000 }, () => lastScan);
  return Buffer.concat([jpeg.subarray(0, -2), ...scans, jpeg.subarray(-2)]);
}

function riffChunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
}

/** An extended WebP of this canvas. Flag 2 is animation. */
function webpOf(width: number, height: number, flags: number, ...chunks: Buffer[]): Uint8Array {
  const canvas = Buffer.alloc(10);
  canvas[0] = flags;
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const body = Buffer.concat([latin1("WEBP"), riffChunk("VP8X", canvas), ...chunks]);
  return riffChunk("RIFF", body);
}

function webpFrame(width: number, height: number): Buffer {
  const frame = Buffer.alloc(16);
  frame.writeUIntLE(width - 1, 6, 3);
  frame.writeUIntLE(height - 1, 9, 3);
  return riffChunk("ANMF", frame);
}

async function avifWith(side: number, change: (avif: Buffer, ispe: number) => void) {
  const avif = await plain(side, side).avif({ effort: 0 }).toBuffer();
  change(avif, avif.indexOf("ispe"));
  return avif;
}

function isoBox(type: string, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

function nestedBoxes(depth: number): Uint8Array {
  let boxes: Buffer = isoBox("free");
  for (let level = 0; level < depth; level++) boxes = isoBox("iprp", boxes);
  return Buffer.concat([isoBox("ftyp", latin1("avif\0\0\0\0avif")), boxes]);
}

const laughs = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "${"ha".repeat(50)}">${Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY ${"bcdefghij"[level]} "${`&${"abcdefghi"[level]};`.repeat(10)}">`,
).join("")}]><svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><text>&j;</text></svg>`;

/** Every bomb and broken file that a decoder was ever caught on, made here, none over 8 MB. */
export const bombs: readonly Bomb[] = [
  ...target("MEDIA_TOO_MANY_PIXELS", {
    "a GIF screen of 65535 × 65535": () => bombGif("screen"),
    "a GIF frame of 65535 × 65535": () => bombGif("frame"),
    "300 frames of one pixel on a canvas of 2048 × 2048": () =>
      tinyGif({ width: 2048, height: 2048, frames: 300, delayCs: 2 }),
    "10 000 pixels a side beyond 2048": () => tinyGif({ width: 12_048, height: 20 }),
    "100 GIF frames of 2000 × 2000": () => repeatedGif(2000, 2000, 100),
  }),
  ...target("MEDIA_TOO_MANY_FRAMES", {
    "one GIF frame more than may be": tooManyFramesGif,
    "200 000 GIF frames of a pixel": () => repeatedGif(1, 1, 200_000),
    "20 000 GIF frames of 100 × 100": () => repeatedGif(100, 100, 20_000),
  }),
  ...target("MEDIA_TOO_LONG", {
    "two GIF frames of 11 minutes": () => tinyGif({ frames: 2, delayCs: 65_535 }),
  }),
  ...target("TARGET_BROKEN", {
    "a GIF that is a header": () => tinyGif().subarray(0, 13),
    "a GIF of magic bytes": () => latin1("GIF89a"),
    "a GIF cut in its only frame": () => cutOff(tinyGif(), 0.9),
    "a GIF cut in its second frame": () => cutOff(repeatedGif(64, 64, 2), 0.7),
    "a GIF of nothing but 2 MB of comments": () =>
      Buffer.concat([tinyGif().subarray(0, 25), Buffer.alloc(2_000_000, latin1("!\xfe\x01a\0"))]),
    "a GIF whose sub-blocks never end": () =>
      Buffer.concat([gifParts(64, 64).head, latin1("!\xfe"), Buffer.alloc(4_000_000, 1)]),
    "a GIF canvas of nothing": () => {
      const gif = makeGif({ width: 1, height: 1, frames: [{ paint: 1 }] });
      return gif.fill(0, 6, 10).fill(0, gif.indexOf(0x2c, 13) + 5, gif.indexOf(0x2c, 13) + 9);
    },
  }),
  ...target("NO_FACE_IN_TARGET", {
    "GIF codes beyond the table": () => badCodes(8, Buffer.alloc(4000, 0xff)),
    "a GIF code size of 12": () => badCodes(12, Buffer.alloc(4000, 0xa5)),
    "a GIF code size of 0": () => badCodes(0, Buffer.alloc(4000, 0x5a)),
    "4 MB of GIF clear codes": () => badCodes(7, Buffer.alloc(4_000_000, 0x80)),
    "GIF data for 8 MP in a frame of 64 × 64": () => badCodes(8, Buffer.alloc(1_000_000, 0x11)),
    "a GIF without any colours": () =>
      makeGif({ width: 64, height: 64, palette: null, frames: [{ paint: 3 }] }),
    "a GIF frame beside the screen": () =>
      makeGif({
        width: 64,
        height: 64,
        palette: manyColours(256),
        frames: [{ paint: 1 }, { paint: 2, rect: { x: 60, y: 60, width: 900, height: 900 } }],
      }),
  }),
  ...target("TARGET_NOT_GIF", {
    "an SVG of a billion laughs": () => latin1(laughs),
    "a ZIP": () => latin1("PK\x03\x04".padEnd(400, "\0")),
    "4 MB of zeros": () => Buffer.alloc(4_000_000),
  }),
  ...target("LINK_NOT_MEDIA", {
    "a page called GIF": () => latin1("<!doctype html><script>alert(1)</script>"),
  }),
  ...face("MEDIA_TOO_MANY_PIXELS", {
    "a PNG of 50000 × 50000": () => pngHeader(50_000, 50_000),
    "a PNG of 2³¹ × 2³¹": () => pngHeader(0x7f_ff_ff_ff, 0x7f_ff_ff_ff),
    "36 MP of interlaced 16-bit PNG": async () => {
      const header = Buffer.from(pngHeader(6000, 6000));
      header.set([16, 6, 0, 0, 1], 24);
      return Buffer.concat([header.subarray(0, 33), pngChunk("IDAT", zeros(1))]);
    },
    "a JPEG of 65535 × 65535": () =>
      jpegWith((jpeg) => jpeg.fill(0xff, sizeAt(jpeg), sizeAt(jpeg) + 4)),
    "a WebP canvas of 16384 × 16384": async () =>
      webpOf(16_384, 16_384, 2, webpFrame(16_384, 16_384)),
    "an AVIF of 2³¹ × 2³¹": () => avifWith(64, (avif, at) => avif.fill(0x7f, at + 8, at + 16)),
    "an AVIF of 16 MP": () => avifWith(4000, () => {}),
  }),
  ...face("FACE_BROKEN", {
    "a PNG cut in its header": () => pngHeader().subarray(0, 20),
    "a PNG without pixels": () => pngHeader(),
    "a PNG of no size": () => pngHeader(0, 64),
    "a PNG of 300 000 empty chunks": () =>
      pngWith(Buffer.alloc(3_600_000, Buffer.from(pngChunk("teXt", new Uint8Array(0))))),
    "a PNG with noise for pixels": async () =>
      Buffer.concat([
        (await plain(64, 64).png().toBuffer()).subarray(0, 33),
        pngChunk("IDAT", Buffer.alloc(50_000, "noise")),
      ]),
    "a PNG whose chunk is 4 GB long": () => pngWith(latin1("\xff\xff\xff\xfftEXta\0b")),
    "a JPEG of 20 000 scans": () => jpegWith(scanBomb, true),
    "a JPEG with two sizes": () =>
      jpegWith((jpeg) => {
        const at = sizeAt(jpeg) - 5;
        const header = jpeg.subarray(at, at + 2 + jpeg.readUInt16BE(at + 2));
        return Buffer.concat([jpeg.subarray(0, at), header, jpeg.subarray(at)]);
      }),
    "a JPEG that tells its height at the end": () =>
      jpegWith((jpeg) => jpeg.fill(0, sizeAt(jpeg), sizeAt(jpeg) + 2)),
    "a JPEG of 4 MB of fill bytes": () =>
      Buffer.concat([latin1("\xff\xd8"), Buffer.alloc(4_000_000, 0xff)]),
    "a JPEG cut in half": async () => {
      const noise = Buffer.from(
        Array.from({ length: 30_000 }, (_, at) => (at * 2_654_435_761) >>> 24),
      );
      const jpeg = await sharp(noise, { raw: { width: 100, height: 100, channels: 3 } })
        .jpeg()
        .toBuffer();
      return cutOff(jpeg, 0.5);
    },
    "a WebP whose bitstream is larger than its canvas": async () => {
      const large = await plain(4000, 4000).webp({ lossless: true, effort: 0 }).toBuffer();
      return webpOf(64, 64, 0, large.subarray(12));
    },
    "a WebP frame outside of its canvas": () => webpOf(64, 64, 2, webpFrame(16_000, 16_000)),
    "a WebP of 150 000 chunks": () =>
      webpOf(64, 64, 2, Buffer.alloc(1_200_000, riffChunk("junk", new Uint8Array(0)))),
    "a WebP with noise for pixels": async () =>
      (await plain(64, 64).webp({ lossless: true }).toBuffer()).fill(0xa7, 25),
    "an AVIF in 10 000 boxes in boxes": () => nestedBoxes(10_000),
    "an AVIF that says it is small": () =>
      avifWith(2000, (avif, at) => {
        avif.writeUInt32BE(64, at + 8);
        avif.writeUInt32BE(64, at + 12);
      }),
    "an AVIF without a picture": () => isoBox("ftyp", latin1("avif\0\0\0\0avif")),
    "an AVIF cut in half": async () => cutOff(await avifWith(64, () => {}), 0.5),
  }),
  ...face("NO_FACE_IN_PHOTO", {
    "300 MB of text in a PNG": () =>
      pngWith(pngChunk("zTXt", Buffer.concat([latin1("Comment\0\0"), zeros(300)]))),
    "300 MB of colour profile in a PNG": () =>
      pngWith(pngChunk("iCCP", Buffer.concat([latin1("icc\0\0"), zeros(300)]))),
    "300 MB of rows in a PNG of 64 × 64": async () =>
      Buffer.concat([
        (await plain(64, 64).png().toBuffer()).subarray(0, 33),
        pngChunk("IDAT", zeros(300)),
        pngChunk("IEND", new Uint8Array(0)),
      ]),
    "a photo of one line": () => plain(4000, 1).png().toBuffer(),
  }),
  ...face("FACE_NOT_IMAGE", {
    "a HEIC": () => isoBox("ftyp", latin1("heic\0\0\0\0heicmif1")),
    "a TIFF": () => plain(64, 64).tiff().toBuffer(),
    "an SVG that reads files": () =>
      latin1('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    "an SVG of a billion laughs": () => latin1(laughs),
    "a PDF": () => latin1("%PDF-1.7\n1 0 obj"),
    "nothing at all": () => new Uint8Array(0),
  }),
];

function target(code: string, files: Record<string, Bomb["bytes"]>): Bomb[] {
  return Object.entries(files).map(([name, bytes]) => ({ name, as: "target", code, bytes }));
}

function face(code: string, files: Record<string, Bomb["bytes"]>): Bomb[] {
  return Object.entries(files).map(([name, bytes]) => ({ name, as: "face", code, bytes }));
}
