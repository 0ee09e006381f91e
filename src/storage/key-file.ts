import { open, readFile, rename, rm, stat } from "node:fs/promises";
import { z } from "zod";
import { AppError, ConfigError } from "../core/errors.ts";
import { jsonOrUndefined } from "../core/json-or-undefined.ts";
import { systemCode } from "../core/system-code.ts";

/** Its name in the data folder. */
export const keyFileName = "api-keys.json";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One API key as it is kept: what it may do, and the SHA-256 of the key, never the key. Times are Unix milliseconds. */
const keyEntry = z.object({
  name: z.string().regex(/^[\w.-]{1,40}$/),
  /** Owns the tasks and the spent credits; it stays when the key is rotated. */
  account: z.string(),
  hash,
  /** The key's first characters, to tell it apart in a list. */
  hint: z.string(),
  createdAt: z.number(),
  disabledAt: z.number().nullable(),
  /** The key before the last rotation, while both are valid. */
  previous: z.object({ hash, until: z.number() }).nullable(),
  /** What it may spend in all; null: the server's default. */
  credits: z.number().min(0).nullable(),
  /** Calls in 10 s; null: the server's default. */
  callsPerWindow: z.int().min(0).nullable(),
  /** Unfinished tasks at a time; null: the server's default. */
  maxUnfinished: z.int().min(1).nullable(),
});
export type KeyEntry = z.infer<typeof keyEntry>;

const keyFile = z.object({ version: z.literal(1), keys: z.array(keyEntry) });

/** A writer that died in the middle holds up the next one for this long. */
const staleLockMs = 10_000;

/**
 * The keys in the file at `path`; none when it is not there.
 * @throws ConfigError when it is there and is no key file: a server must not go on as if there were no keys
 */
export async function readKeyFile(path: string): Promise<readonly KeyEntry[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw new ConfigError(`${path} cannot be read (${systemCode(error)}).`);
  }
  const parsed = keyFile.safeParse(jsonOrUndefined(text));
  if (!parsed.success) throw new ConfigError(`${path} is no file of API keys.`);
  return parsed.data.keys;
}

/**
 * Replaces the file's keys by `change` of them, whole or not at all. Two writers never lose each other's change: the
 * file that is renamed into place is also the lock.
 * @param change may throw to leave the file alone
 * @throws AppError `STORE_FAILED` when another program is writing, or the disk fails
 */
export async function changeKeyFile(
  path: string,
  change: (keys: readonly KeyEntry[]) => readonly KeyEntry[],
): Promise<void> {
  const next = `${path}.next`;
  await removeStale(next);
  const file = await open(next, "wx", 0o600).catch((error: unknown) => {
    const busy = systemCode(error) === "EEXIST";
    throw new AppError("STORE_FAILED", {
      message: busy
        ? `Another program is changing ${path}. Try again.`
        : `${next} cannot be written (${systemCode(error)}).`,
      cause: error,
    });
  });
  let isInPlace = false;
  try {
    const keys = change(await readKeyFile(path));
    await file.writeFile(`${JSON.stringify({ version: 1, keys }, undefined, 2)}\n`);
    await file.sync();
    await rename(next, path);
    isInPlace = true;
  } finally {
    await file.close();
    // Once ours is in place, a file of that name is the next writer's.
    if (!isInPlace) await rm(next, { force: true });
  }
}

async function removeStale(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found && Date.now() - found.mtimeMs > staleLockMs) await rm(path, { force: true });
}
