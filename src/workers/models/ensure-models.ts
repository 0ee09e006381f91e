import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { CONVERTER_VERSION, convertTflite } from "./convert-tflite.ts";
import { modelUnusable } from "./model-error.ts";
import { readPackedAssets, type PackedAssets } from "./packed-assets.ts";

/** The three models as bytes; every byte was checked against the hash taken when the file was made. */
export interface ModelFiles {
  /** ONNX: `input` 1 × 3 × 192 × 192. */
  readonly landmarks: Uint8Array;
  /** ONNX: `input` 1 × 3 × 128 × 128. */
  readonly detector: Uint8Array;
  /** MediaPipe's geometry pipeline metadata, as it is. */
  readonly geometry: Uint8Array;
}

const fileNames = {
  landmarks: "face-landmarks.onnx",
  detector: "face-detector.onnx",
  geometry: "face-geometry.binarypb",
} as const;
const MANIFEST = "manifest.json";

/** Where a conversion writes before it renames. */
const TEMPORARY_PREFIX = ".writing-";
/** A conversion takes seconds: what is older than an hour belongs to one that was killed. */
const LEFT_BEHIND_MS = 60 * 60 * 1000;

/** SHA-256 of each file, in hexadecimal. */
const manifest = z.object({
  landmarks: z.string(),
  detector: z.string(),
  geometry: z.string(),
});

/**
 * Gives the face models, converting them on first use. They are kept in `directory`, in a folder that is named after
 * the package's content and the converter, so that an upgrade of either makes them anew. A cache that is not whole is
 * made again in place.
 *
 * Any number of processes may do this at once: a conversion gives the same bytes wherever it runs, every file appears
 * by a rename, and the manifest, which makes the folder count, comes last.
 * @param now the clock that the file system uses, in milliseconds since 1970
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function ensureModels(
  directory: string,
  now: () => number = Date.now,
): Promise<ModelFiles> {
  const assets = await readPackedAssets();
  const folder = join(directory, `face-${CONVERTER_VERSION}-${sha256(assets.bytes).slice(0, 16)}`);
  await removeLeftovers(folder, now() - LEFT_BEHIND_MS);
  const cached = await readCache(folder);
  if (cached !== undefined) return cached;
  const files = convert(assets);
  await writeCache(folder, files);
  return files;
}

function convert(assets: PackedAssets): ModelFiles {
  return {
    landmarks: convertTflite(assets.file("face_landmark_with_attention.tflite")),
    detector: convertTflite(assets.file("face_detection_short_range.tflite")),
    geometry: assets.file("geometry_pipeline_metadata_landmarks.binarypb"),
  };
}

/** The cached files, or undefined when one is missing, unreadable or not what was written. */
async function readCache(folder: string): Promise<ModelFiles | undefined> {
  try {
    const [list, landmarks, detector, geometry] = await Promise.all([
      readFile(join(folder, MANIFEST), "utf8"),
      readFile(join(folder, fileNames.landmarks)),
      readFile(join(folder, fileNames.detector)),
      readFile(join(folder, fileNames.geometry)),
    ]);
    const files = { landmarks, detector, geometry };
    const hashes = manifest.parse(JSON.parse(list));
    const whole = JSON.stringify(hashes) === JSON.stringify(hashesOf(files));
    return whole ? files : undefined;
  } catch {
    // Whatever is wrong with a cache, the answer is to make it anew; if that fails too, writing says why.
    return undefined;
  }
}

/** Removes what conversions that were killed before `time` left in the folder. */
async function removeLeftovers(folder: string, time: number): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      if (!name.startsWith(TEMPORARY_PREFIX)) continue;
      const place = join(folder, name);
      if ((await stat(place)).mtimeMs < time) await rm(place, { recursive: true, force: true });
    }
  } catch {
    // There is no folder yet, another process was faster, or we may not write there: all of it does no harm.
  }
}

async function writeCache(folder: string, files: ModelFiles): Promise<void> {
  const temporary = join(folder, `${TEMPORARY_PREFIX}${randomUUID()}`);
  try {
    await mkdir(temporary, { recursive: true });
    const entries: [name: string, content: Uint8Array | string][] = [
      [fileNames.landmarks, files.landmarks],
      [fileNames.detector, files.detector],
      [fileNames.geometry, files.geometry],
      [MANIFEST, JSON.stringify(hashesOf(files))],
    ];
    for (const [name, content] of entries) {
      await writeFile(join(temporary, name), content, { flush: true });
    }
    for (const [name] of entries) await rename(join(temporary, name), join(folder, name));
  } catch (error) {
    throw modelUnusable(`The face models cannot be stored in ${folder}.`, error);
  } finally {
    // What could not be cleaned up must not hide why writing failed.
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
  }
}

function hashesOf(files: ModelFiles): z.infer<typeof manifest> {
  return {
    landmarks: sha256(files.landmarks),
    detector: sha256(files.detector),
    geometry: sha256(files.geometry),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
