import { readdir, readFile } from "node:fs/promises";
import { extname, join, parse } from "node:path";
import sharp from "sharp";
import type { Raster } from "../../../src/engine/raster.ts";

export interface MediaFile {
  /** Without folder and extension. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A GIF as a viewer shows it. */
export interface Clip {
  readonly frames: readonly Raster[];
  /** Milliseconds, one a frame. */
  readonly delays: readonly number[];
}

const photoExtensions = [".jpg", ".jpeg", ".png", ".webp"];

/** Reads `gifs/` and `photos/` of a folder, in order of names. */
export async function readMediaFolder(
  folder: string,
): Promise<{ clips: MediaFile[]; photos: MediaFile[] }> {
  return {
    clips: await readFiles(join(folder, "gifs"), [".gif"]),
    photos: await readFiles(join(folder, "photos"), photoExtensions),
  };
}

async function readFiles(folder: string, extensions: readonly string[]): Promise<MediaFile[]> {
  const files = (await readdir(folder)).filter((file) =>
    extensions.includes(extname(file).toLowerCase()),
  );
  return Promise.all(
    files
      .toSorted()
      .map(async (file) => ({ name: parse(file).name, bytes: await readFile(join(folder, file)) })),
  );
}

/** Decodes a GIF with sharp: another decoder than the engine's, so that a fault of ours in both directions shows. */
export async function decodeClip(bytes: Uint8Array): Promise<Clip> {
  const image = sharp(bytes, { animated: true });
  const { delay } = await image.metadata();
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const height = info.pageHeight ?? info.height;
  const count = info.height / height;
  const length = info.width * height * 4;
  const frames = Array.from({ length: count }, (_, index) => ({
    width: info.width,
    height,
    data: data.subarray(index * length, (index + 1) * length),
  }));
  return { frames, delays: delay ?? frames.map(() => 100) };
}

export async function decodePhoto(bytes: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
