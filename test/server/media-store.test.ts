import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openMediaStore, ownerOf } from "../../src/server/tasks/media-store.ts";
import { tempDir } from "../support/temp-dir.ts";
import { tinyGif } from "../support/tiny-media.ts";

const owner = ownerOf("somebody");
const gif = tinyGif();

/** A store with room for two files, and a way to put one there. */
async function smallStore() {
  const folder = tempDir();
  const store = await openMediaStore({
    folder,
    clock: Date.now,
    lifetimeMs: 60_000,
    maxBytes: 2 * gif.length,
    maxBytesPerOwner: 2 * gif.length,
  });
  const write = async () => {
    const name = store.newName("image/gif");
    await store.write({ name, owner, chunks: [gif], maxBytes: gif.length });
    return name;
  };
  return { folder, store, write };
}

describe("the room of the media folder", () => {
  test("comes back when somebody else deletes files of a server that runs", async () => {
    const { folder, store, write } = await smallStore();
    const name = await write();
    await write();
    await expect(write()).rejects.toMatchObject({ code: "STORE_SHARE_FULL" });
    rmSync(join(folder, owner), { recursive: true });
    expect(await store.read(name)).toBeUndefined();
    await store.sweep();
    await write();
    await write();
    await expect(write()).rejects.toMatchObject({ code: "STORE_SHARE_FULL" });
  });

  test("is not taken by files that could not be put into it", async () => {
    const { folder, write } = await smallStore();
    writeFileSync(join(folder, owner), "in the way");
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(write()).rejects.toMatchObject({ code: "EEXIST" });
    }
    rmSync(join(folder, owner));
    await write();
    await write();
  });

  test("is taken once by a file that is sent twice at the same time", async () => {
    const { store, write } = await smallStore();
    const name = store.newName("image/gif");
    const media = () => ({ name, owner, chunks: [gif], maxBytes: gif.length });
    await Promise.all([store.write(media()), store.write(media())]);
    await write();
    await expect(write()).rejects.toMatchObject({ code: "STORE_SHARE_FULL" });
  });
});
