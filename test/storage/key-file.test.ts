import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "../../src/core/errors.ts";
import { addKey } from "../../src/storage/key-changes.ts";
import { changeKeyFile, readKeyFile } from "../../src/storage/key-file.ts";
import { tempDir } from "../support/temp-dir.ts";

/** A change that comes again for as long as another writer is at it. */
async function insist(path: string, name: string): Promise<void> {
  for (;;) {
    try {
      await changeKeyFile(path, (keys) => addKey(keys, name, {}, 0).keys);
      return;
    } catch (error) {
      const isBusy = error instanceof AppError && error.message.startsWith("Another program");
      if (!isBusy) throw error;
    }
  }
}

test("writers at the same time keep each other out and lose no change", async () => {
  const path = join(tempDir(), "keys.json");
  const names = Array.from({ length: 60 }, (_, n) => `key-${n}`);
  await Promise.all(names.map((name) => insist(path, name)));
  const kept = await readKeyFile(path);
  expect(kept.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});
