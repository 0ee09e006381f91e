import { ConfigError } from "../core/errors.ts";
import { systemCode } from "../core/system-code.ts";

/** What the system says when a folder is not ours to write to, is no folder, or has no room. */
const folderFaults: ReadonlySet<string> = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOTDIR",
  "EEXIST",
  "ENOSPC",
]);

/** Opens something in the data folder. @throws ConfigError when the folder cannot be written to */
export async function inDataFolder<T>(dataDir: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const code = systemCode(error);
    if (!folderFaults.has(code)) throw error;
    throw new ConfigError(
      `${dataDir} cannot be written (${code}). Let this program write to it, or give it another DATA_DIR.`,
      { cause: error },
    );
  }
}
