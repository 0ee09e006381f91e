import sharp from "sharp";
import type { DetectedFace } from "./swap-port.ts";

/** Pixels: a crop, the gap around it, and a pixel of a digit. */
const tile = 160;
const gap = 8;
const dot = 4;
const columns = 6;
const background = { r: 24, g: 26, b: 30, alpha: 1 };

/** The digits 0 to 9, five rows of three dots. */
// oxfmt-ignore
const digits = [
  "### #.# #.# #.# ###", ".#. ##. .#. .#. ###", "### ..# ### #.. ###", "### ..# ### ..# ###", "#.# #.# ### ..# ..#",
  "### #.. ### ..# ###", "### #.. ### #.# ###", "### ..# ..# ..# ..#", "### #.# ### #.# ###", "### #.# ### ..# ###",
];

/**
 * All faces of a list on one PNG, each with its number, six in a row.
 * @param faces at least one
 */
export async function drawFaceSheet(
  faces: readonly Pick<DetectedFace, "index" | "crop">[],
): Promise<Uint8Array> {
  const rows = Math.ceil(faces.length / columns);
  const width = Math.min(columns, faces.length) * (tile + gap) + gap;
  const height = rows * (tile + gap) + gap;
  const parts = await Promise.all(
    faces.map(async ({ index, crop }, place) => {
      const left = gap + (place % columns) * (tile + gap);
      const top = gap + Math.floor(place / columns) * (tile + gap);
      const options = { width: tile, height: tile, fit: "contain", background } as const;
      const picture = await sharp(crop).resize(options).png().toBuffer();
      return [
        { input: picture, left, top },
        { ...numberPlate(index), left, top },
      ];
    }),
  );
  const sheet = sharp({ create: { width, height, channels: 3, background } });
  return await sheet.composite(parts.flat()).png().toBuffer();
}

/** A number in white dots on a dark plate. */
export function numberPlate(number: number) {
  const shown = Array.from(String(number), (digit) => digits[Number(digit)].split(" "));
  const width = (shown.length * 4 + 1) * dot;
  const height = 7 * dot;
  const data = Buffer.alloc(width * height * 3, background.r);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / dot) - 1;
      const glyph = shown[Math.floor(column / 4)];
      const row = glyph?.[Math.floor(y / dot) - 1];
      if (row?.[column % 4] === "#") data.fill(255, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return { input: data, raw: { width, height, channels: 3 } } as const;
}
