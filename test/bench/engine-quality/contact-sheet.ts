import sharp, { type OverlayOptions } from "sharp";
import type { Square } from "../../../src/engine/crop.ts";
import type { Raster, Rect } from "../../../src/engine/raster.ts";

/** One column of a sheet. */
interface SheetColumn {
  readonly label: string;
  readonly original: Raster;
  readonly result: Raster;
  /** Where the face is; undefined when there is none to enlarge. */
  readonly face: Square | undefined;
}

export interface Sheet {
  readonly title: string;
  readonly photo: Raster;
  readonly photoFace: Square;
  readonly columns: readonly SheetColumn[];
}

const TILE_WIDTH = 208;
/** Whole frames are for the first impression, faces for the details. */
const WHOLE_HEIGHT = 150;
const FACE_HEIGHT = 208;
const STRIP_HEIGHT = 20;
const BACKGROUND = "#222222";
/** Of the square in which landmarks are looked for, which is half as large again as the face. */
const FACE_SHARE = 0.8;

interface Row {
  readonly label: string;
  readonly height: number;
  /** The first tile stands under the photo's column. */
  readonly tiles: readonly (Tile | undefined)[];
}

interface Tile {
  readonly picture: Raster;
  readonly area: Rect;
}

/** Draws a PNG to judge a swap by eye: originals above results, whole frames above enlarged faces, the photo on the left. */
export async function drawContactSheet(sheet: Sheet): Promise<Buffer> {
  const { columns } = sheet;
  const width = TILE_WIDTH * (columns.length + 1);
  const overlays = [textStrip(sheet.title, 0, 0, width)];
  columns.forEach(({ label }, index) =>
    overlays.push(textStrip(label, (index + 1) * TILE_WIDTH, STRIP_HEIGHT)),
  );
  let top = STRIP_HEIGHT;
  for (const { label, height, tiles } of rowsOf(sheet)) {
    overlays.push(textStrip(label, 0, top));
    top += STRIP_HEIGHT;
    for (const [column, tile] of tiles.entries()) {
      if (tile === undefined) continue;
      overlays.push({ input: await drawTile(tile, height), left: column * TILE_WIDTH, top });
    }
    top += height;
  }
  return sharp({ create: { width, height: top, channels: 3, background: BACKGROUND } })
    .composite(overlays)
    .png()
    .toBuffer();
}

function rowsOf({ photo, photoFace, columns }: Sheet): Row[] {
  const faces = (side: "original" | "result") =>
    columns.map((column) => column.face && faceTile(column[side], column.face));
  const wholes = (side: "original" | "result") => columns.map((column) => wholeTile(column[side]));
  return [
    { label: "originals", height: WHOLE_HEIGHT, tiles: [wholeTile(photo), ...wholes("original")] },
    { label: "results", height: WHOLE_HEIGHT, tiles: [undefined, ...wholes("result")] },
    { label: "originals", height: FACE_HEIGHT, tiles: [undefined, ...faces("original")] },
    {
      label: "photo, results",
      height: FACE_HEIGHT,
      tiles: [faceTile(photo, photoFace), ...faces("result")],
    },
  ];
}

function wholeTile(picture: Raster): Tile {
  return { picture, area: { x: 0, y: 0, width: picture.width, height: picture.height } };
}

/** The upright square round a face, as far as the picture reaches. */
function faceTile(picture: Raster, { centreX, centreY, size }: Square): Tile {
  const reach = (size / 2) * FACE_SHARE;
  const x = clamp(Math.round(centreX - reach), 0, picture.width - 1);
  const y = clamp(Math.round(centreY - reach), 0, picture.height - 1);
  const right = clamp(Math.round(centreX + reach), x + 1, picture.width);
  const bottom = clamp(Math.round(centreY + reach), y + 1, picture.height);
  return { picture, area: { x, y, width: right - x, height: bottom - y } };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function drawTile({ picture: { width, height, data }, area }: Tile, to: number): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 4 } })
    .extract({ left: area.x, top: area.y, width: area.width, height: area.height })
    .resize(TILE_WIDTH, to, { fit: "contain", kernel: "cubic", background: BACKGROUND })
    .png()
    .toBuffer();
}

function textStrip(text: string, left: number, top: number, width = TILE_WIDTH): OverlayOptions {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${STRIP_HEIGHT}"><text x="4" y="14" font-size="12" fill="#ffe680" font-family="monospace">${escaped}</text></svg>`;
  return { input: Buffer.from(svg), left, top };
}
