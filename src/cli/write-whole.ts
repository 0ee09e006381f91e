import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What ends a program that does not listen for it. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const ignore = () => {};

/**
 * Writes a file so that its name never stands for half of it: beside it first, then renamed. Makes its folder. A signal
 * that would end the program in the middle has no effect until it is done, which takes a moment: nothing half-written
 * is left.
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${randomUUID()}.part`);
  for (const signal of endings) process.on(signal, ignore);
  try {
    await writeFile(temporary, bytes, { flush: true });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
    for (const signal of endings) process.off(signal, ignore);
  }
}

/** Are these two names for one file, by whatever links? False when one of them is not there. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([identity(a), identity(b)]);
  return first !== undefined && first === second;
}

async function identity(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
