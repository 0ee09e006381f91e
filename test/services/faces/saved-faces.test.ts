import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { limits } from "../../../src/core/limits.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createPeople } from "../../../src/create-people.ts";
import { facesOfPerson } from "../../../src/services/faces/face-records.ts";
import { openStore } from "../../../src/storage/open-store.ts";
import { readOrMakeSecret } from "../../../src/storage/secret-file.ts";
import { openPeople } from "../../support/open-people.ts";
import { canUse, postgres, redis, serverTitle, useServer } from "../../support/store-servers.ts";
import { tempDir } from "../../support/temp-dir.ts";

const photo = Buffer.from("the pixels of a face ".repeat(20));
const day = 24 * 60 * 60 * 1000;

async function startFaces(storeUrl = `sqlite:${join(tempDir(), "bot.sqlite")}`, key?: Buffer) {
  const store = await openStore(storeUrl);
  onTestFinished(() => store.close());
  let later = 0;
  const { faces } = openPeople(store, () => Date.now() + later, key);
  return { store, faces, pass: (ms: number) => void (later += ms) };
}

describe("saved faces", () => {
  test("come back as they were, to their person alone", async () => {
    const { faces } = await startFaces();
    const saved = await faces.save("7", " Ada  L. ", photo);
    expect(saved).toMatchObject({ name: "Ada L.", isDefault: true });
    expect(Buffer.from(await faces.open("7", saved.id)).equals(photo)).toBe(true);
    await expect(faces.open("8", saved.id)).rejects.toMatchObject({ code: "SAVED_FACE_UNKNOWN" });
    expect(await faces.list("8")).toEqual([]);
    expect(await faces.find("7", "ada l.")).toMatchObject({ id: saved.id });
  });

  test("lie in the database encrypted, bound to their place, and open with their key alone", async () => {
    const folder = tempDir();
    const url = `sqlite:${join(folder, "bot.sqlite")}`;
    const { store, faces } = await startFaces(url);
    const { id } = await faces.save("7", "Ada", photo);
    const other = openPeople(store, Date.now, Buffer.alloc(32, 8)).faces;
    await expect(other.open("7", id)).rejects.toMatchObject({ code: "SAVED_FACE_UNREADABLE" });
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const needles = [photo.subarray(0, 30).toString(), photo.toString("base64").slice(4, 40)];
    for (const needle of needles) {
      expect(files.some((bytes) => bytes.includes(needle))).toBe(false);
    }
  });

  test("can be kept again as soon as the file of their key is mended, without a restart", async () => {
    const dataDir = tempDir();
    const storeUrl = `sqlite:${join(dataDir, "bot.sqlite")}`;
    const store = await openStore(storeUrl);
    onTestFinished(() => store.close());
    const log = createLogger({ level: "silent" });
    const config = { dataDir, facesKey: undefined, storeUrl };
    const { faces } = createPeople({ config, store, log });
    writeFileSync(join(dataDir, "faces.key"), "copied in halves");
    await expect(faces.save("7", "Ada", photo)).rejects.toThrow("holds no key");
    writeFileSync(join(dataDir, "faces.key"), "ab".repeat(32));
    const { id } = await faces.save("7", "Ada", photo);
    expect(Buffer.from(await faces.open("7", id)).equals(photo)).toBe(true);
  });

  test("have names of their own, and there are five", async () => {
    const { faces } = await startFaces();
    await faces.save("7", "Ada", photo);
    await expect(faces.save("7", "ADA ", photo)).rejects.toMatchObject({
      code: "FACE_NAME_TAKEN",
    });
    for (const name of [" ", "\u200b", "x".repeat(33)]) {
      await expect(faces.checkRoom("7", name)).rejects.toMatchObject({
        code: "FACE_NAME_INVALID",
      });
    }
    const more = ["b", "c", "d", "e", "f", "g"].map((name) => faces.save("7", name, photo));
    const ends = (await Promise.allSettled(more)).map(({ status }) => status);
    expect(ends.filter((status) => status === "fulfilled")).toHaveLength(4);
    expect(await faces.list("7")).toHaveLength(limits.maxSavedFaces);
    await expect(faces.checkRoom("7", "h")).rejects.toMatchObject({
      code: "TOO_MANY_SAVED_FACES",
    });
  });

  test("have one default, which goes with its face", async () => {
    const { faces } = await startFaces();
    const [ada, grace] = [
      await faces.save("7", "Ada", photo),
      await faces.save("7", "Grace", photo),
    ];
    const isDefault = async () => (await faces.list("7")).map((face) => face.isDefault);
    expect(await isDefault()).toEqual([true, false]);
    await faces.setDefault("7", grace.id);
    expect(await isDefault()).toEqual([false, true]);
    await faces.delete("7", grace.id);
    expect(await isDefault()).toEqual([false]);
    await faces.setDefault("7", ada.id);
    await faces.setDefault("7", undefined);
    expect(await isDefault()).toEqual([false]);
    await expect(faces.setDefault("7", "gone")).rejects.toMatchObject({
      code: "SAVED_FACE_UNKNOWN",
    });
  });

  test("are deleted ninety days after their last use, and not before", async () => {
    const { store, faces, pass } = await startFaces();
    const used = await faces.save("7", "Ada", photo);
    const unused = await faces.save("7", "Grace", photo);
    pass(89 * day);
    await faces.open("7", used.id);
    await faces.sweep();
    expect(await faces.list("7")).toHaveLength(2);
    pass(2 * day);
    await faces.sweep();
    expect(await faces.list("7")).toMatchObject([{ id: used.id }]);
    await expect(faces.open("7", unused.id)).rejects.toMatchObject({
      code: "SAVED_FACE_UNKNOWN",
    });
    const photos = store.records("facephoto", facesOfPerson.partial());
    expect(await photos.get(`7:${unused.id}`)).toBeUndefined();
  });

  test("that were half saved when the process died take no room, and go", async () => {
    const { store, faces, pass } = await startFaces();
    const people = store.records("faces", facesOfPerson);
    const now = Date.now();
    const half = { id: "ab", name: "Ada", state: "writing", savedAt: now, usedAt: now } as const;
    await people.update("7", () => ({ v: 1, faces: [half], defaultId: "ab" }));
    expect(await faces.list("7")).toEqual([]);
    pass(20 * 60_000);
    await faces.save("7", "Ada", photo);
    await faces.sweep();
    expect((await people.get("7"))?.faces).toHaveLength(1);
  });

  test("all go at once when their person wants that", async () => {
    const { store, faces } = await startFaces();
    const { id } = await faces.save("7", "Ada", photo);
    await faces.deleteAll("7");
    await faces.deleteAll("nobody");
    expect(await faces.list("7")).toEqual([]);
    await expect(faces.open("7", id)).rejects.toMatchObject({ code: "SAVED_FACE_UNKNOWN" });
    expect(await store.records("faces", facesOfPerson).get("7")).toBeUndefined();
  });
});

describe.each([redis, postgres])("saved faces with $name", (kind) => {
  describe.skipIf(!canUse(kind))(`on ${serverTitle(kind)}`, () => {
    let server: Awaited<ReturnType<typeof useServer>>;
    beforeAll(async () => {
      server = await useServer(kind);
    }, 60_000);
    afterAll(() => server.close());

    test("are one person's in every process that shares the store", async () => {
      const [one, other] = [await startFaces(server.url), await startFaces(server.url)];
      const personId = `7${Date.now()}`;
      const names = ["a", "b", "c", "d", "e", "f"];
      const saves = names.map((name, at) =>
        (at % 2 === 0 ? one : other).faces.save(personId, name, photo),
      );
      await Promise.allSettled(saves);
      const kept = await one.faces.list(personId);
      expect(kept).toHaveLength(limits.maxSavedFaces);
      const opened = await other.faces.open(personId, kept[0].id);
      expect(Buffer.from(opened).equals(photo)).toBe(true);
      await one.faces.deleteAll(personId);
    });
  });
});

describe("the key of saved faces", () => {
  test("is made once, for its owner's eyes alone, however many want it", async () => {
    const path = join(tempDir(), "data", "faces.key");
    const keys = await Promise.all(Array.from({ length: 8 }, () => readOrMakeSecret(path)));
    expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect((statSync(path).mode & 0o777).toString(8)).toBe("600");
    expect(readdirSync(join(path, ".."))).toEqual(["faces.key"]);
  });

  test("is not made anew where its file is damaged", async () => {
    const folder = tempDir();
    mkdirSync(join(folder, "data"));
    const path = join(folder, "data", "faces.key");
    writeFileSync(path, "half a ke");
    await expect(readOrMakeSecret(path)).rejects.toThrow(/holds no key of 64 hexadecimal digits/);
    expect(readFileSync(path, "utf8")).toBe("half a ke");
  });
});
