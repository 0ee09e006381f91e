import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** All that the tests of one machine ever have in such folders at once, and as much again. */
const enoughBytes = 1024 ** 3;

/**
 * A directory that is gone when the test ends; in memory where the system offers that. A database that writes every change
 * through to the disk would wait for it most of the time, and a kill loses no more there than here.
 */
export function tempDir(): string {
  const path = mkdtempSync(join(memoryFolder() ?? tmpdir(), "face-swap-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function memoryFolder(): string | undefined {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    return bavail * bsize > enoughBytes ? "/dev/shm" : undefined;
  } catch {
    // Linux alone has it.
    return undefined;
  }
}
