import { stat } from "node:fs/promises";
import type { Logger } from "../core/logger.ts";
import { readKeyFile } from "../storage/key-file.ts";
import type { KeyEntry } from "../storage/key-file.ts";

/**
 * The keys in a file that another program may replace at any time: what it says is true from the next request on.
 * A file that cannot be read any more leaves the last keys in force, and the log says so.
 * @throws ConfigError from the first call, when the file is there and cannot be read
 */
export async function watchStoredKeys(
  path: string,
  log: Logger,
): Promise<() => Promise<readonly KeyEntry[]>> {
  let version = await versionOf(path);
  let keys = await readKeyFile(path);
  return async () => {
    const now = await versionOf(path);
    if (now === version) return keys;
    version = now;
    try {
      keys = await readKeyFile(path);
    } catch (error) {
      log.error({ err: error }, "The API keys cannot be read; the last ones stay in force");
    }
    return keys;
  };
}

/** A replaced file has another inode; one edited in place has another time or size. */
async function versionOf(path: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return "none";
  }
}
