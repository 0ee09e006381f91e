import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as z from "zod";
import { modelUnusable } from "./model-error.ts";

/** The files that the model package ships glued together. */
export interface PackedAssets {
  /** All files in one: what a cached conversion is named after. */
  readonly bytes: Uint8Array;
  /** @throws AppError `MODEL_UNUSABLE` when there is no such file */
  file(name: string): Uint8Array;
}

const require = createRequire(import.meta.url);

const PACKAGE = "@mediapipe/face_mesh";
const DATA = "face_mesh_solution_packed_assets.data";
const LOADER = "face_mesh_solution_packed_assets_loader.js";

const packageIndex = z.object({
  files: z.array(
    z.object({
      filename: z.string(),
      start: z.number().int().nonnegative(),
      end: z.number().int().nonnegative(),
    }),
  ),
  remote_package_size: z.number().int().positive(),
});

/**
 * Reads the assets of the installed `@mediapipe/face_mesh`. Where each file begins and ends stands in the package's
 * own loader script, as the JSON argument of its `loadPackage({…})` call.
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function readPackedAssets(): Promise<PackedAssets> {
  const [loader, bytes] = await readPackage();
  const { files, remote_package_size: size } = parseIndex(loader);
  if (size !== bytes.length) {
    throw modelUnusable(`${DATA} has ${bytes.length} bytes and should have ${size}.`);
  }
  return {
    bytes,
    file(name) {
      const entry = files.find((file) => file.filename.endsWith(`/${name}`));
      if (entry === undefined || entry.start > entry.end || entry.end > bytes.length) {
        throw modelUnusable(`${PACKAGE} does not hold ${name}.`);
      }
      return bytes.subarray(entry.start, entry.end);
    },
  };
}

async function readPackage(): Promise<[loader: string, bytes: Uint8Array]> {
  try {
    const folder = dirname(require.resolve("@mediapipe/face_mesh/package.json"));
    return await Promise.all([
      readFile(join(folder, LOADER), "utf8"),
      readFile(join(folder, DATA)),
    ]);
  } catch (error) {
    throw modelUnusable(`The package ${PACKAGE} is not installed completely.`, error);
  }
}

function parseIndex(loader: string): z.infer<typeof packageIndex> {
  const json = /loadPackage\((\{"files".*\})\);/.exec(loader)?.[1];
  try {
    return packageIndex.parse(JSON.parse(json ?? ""));
  } catch (error) {
    throw modelUnusable(`${LOADER} does not list its files in the way we know.`, error);
  }
}
