import sharp from "sharp";
import { compositeFrames } from "../engine/gif/composite.ts";
import type { Raster } from "../engine/raster.ts";
import { readGifBlocks } from "../media/gif-blocks.ts";
import { mediaKind } from "../media/kind.ts";
import { readStillHeader } from "../media/still-header.ts";
import { encodeStill } from "./encode-still.ts";
import { drawFaceSheet, numberPlate } from "./face-sheet.ts";
import type { FacePicture, FacesToDraw } from "./swap-port.ts";

/** What the picture is scaled to: wide enough to tell faces apart on a phone, small enough to come at once. */
const leastSide = 320;
const mostSide = 640;
const lineWidth = 3;
/** The first frames of many clips are black or white: so many are looked through for one with something in it. */
const searchedFrames = 40;
/** Standard deviation of the brightness, 0 … 127. */
const leastContrast = 12;

/**
 * A picture, or one frame of a GIF, as a PNG with a numbered box round each face, and below it, numbered, the faces that are not in it.
 * @throws UserError what `readGifBlocks` throws
 */
export async function drawFaces({
  media,
  frame,
  boxes,
  others,
}: FacesToDraw): Promise<FacePicture> {
  const isPicture = mediaKind(media) === "png";
  const picture = isPicture ? media : await encodeStill(frameOf(media, frame));
  const { width, height } = readStillHeader(picture, "target");
  const side = Math.max(width, height);
  const scale = Math.min(mostSide, Math.max(leastSide, side)) / side;
  const shown = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const marks = boxes.flatMap(({ number, box }) => {
    const left = Math.round(box.x * scale);
    const top = Math.round(box.y * scale);
    const right = Math.min(shown.width, Math.round((box.x + box.width) * scale));
    const bottom = Math.min(shown.height, Math.round((box.y + box.height) * scale));
    const plate = numberPlate(number);
    // Above its box: on a small face it would cover an eye.
    const above = top - plate.raw.height;
    return [
      ...frameLines(left, top, right, bottom),
      {
        ...plate,
        left: Math.max(0, Math.min(left, shown.width - plate.raw.width)),
        top: Math.max(0, Math.min(above, shown.height - plate.raw.height)),
      },
    ];
  });
  const main = await sharp(picture)
    .resize({ ...shown, fit: "fill" })
    .flatten({ background: "white" })
    .composite(marks)
    .png()
    .toBuffer();
  if (others.length === 0) return { png: main };
  const faces = others.map(({ number, crop }) => ({ index: number, crop }));
  const sheet = await drawFaceSheet(faces);
  return { png: await stacked(main, sheet, shown) };
}

/** @param frame undefined: the first one with something in it */
function frameOf(gif: Uint8Array, frame: number | undefined): Raster {
  let kept: Raster | undefined;
  let index = 0;
  for (const { canvas } of compositeFrames(readGifBlocks(gif))) {
    if (frame === undefined ? contrastOf(canvas) >= leastContrast : index === frame) return canvas;
    if (frame === undefined && index >= searchedFrames) break;
    kept ??= { ...canvas, data: canvas.data.slice() };
    index++;
  }
  if (kept === undefined) throw new TypeError("a GIF that was read has a frame");
  return kept;
}

function contrastOf({ data }: Raster): number {
  const pixels = data.length / 4;
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < data.length; at += 4) {
    const light = (data[at] * 2 + data[at + 1] * 5 + data[at + 2]) / 8;
    sum += light;
    squares += light * light;
  }
  return Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
}

/** A bar of the colour that boxes are drawn in. */
function bar(x: number, y: number, width: number, height: number) {
  const size = { width: Math.max(1, width), height: Math.max(1, height) };
  const background = { r: 255, g: 214, b: 10 };
  const input = { create: { ...size, channels: 3 as const, background } };
  return { input, left: Math.max(0, x), top: Math.max(0, y) };
}

/** Four bars of one colour, of what of them is in the picture. */
function frameLines(left: number, top: number, right: number, bottom: number) {
  const thick = Math.max(1, Math.min(lineWidth, right - left, bottom - top));
  return [
    bar(left, top, right - left, thick),
    bar(left, bottom - thick, right - left, thick),
    bar(left, top, thick, bottom - top),
    bar(right - thick, top, thick, bottom - top),
  ];
}

async function stacked(
  upper: Uint8Array,
  lower: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const below = await sharp(lower).metadata();
  const whole = {
    width: Math.max(width, below.width),
    height: height + below.height,
    channels: 3 as const,
    background: { r: 24, g: 26, b: 30 },
  };
  return await sharp({ create: whole })
    .composite([
      { input: Buffer.from(upper), left: 0, top: 0 },
      { input: Buffer.from(lower), left: 0, top: height },
    ])
    .png()
    .toBuffer();
}
