import { readFile, stat } from "node:fs/promises";
import { UserError } from "../core/errors.ts";
import { Stop, exitCodes, systemCode } from "./stop.ts";

/**
 * The bytes of a file that somebody named, its size checked before.
 * @throws Stop when there is no such file or it may not be read; UserError `MEDIA_TOO_LARGE`
 */
export async function readInput(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Stop(exitCodes.badInput, `${path} is no file.`);
    if (found.size > maxBytes) {
      const facts = { file: path, bytes: found.size, limit: maxBytes };
      throw new UserError("MEDIA_TOO_LARGE", { facts });
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof Stop || error instanceof UserError) throw error;
    const code = systemCode(error);
    const sentence =
      code === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read (${code}).`;
    throw new Stop(exitCodes.badInput, sentence, error);
  }
}
