import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import type { Place } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";

const photo = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const ada = "301111111111111111";
const grace = { user: { id: "302222222222222222", name: "Grace" } };

/** What the person reads in the end. */
async function said(handle: { edited(): Promise<{ content: string }> }): Promise<string> {
  return (await handle.edited()).content;
}

describe("/faces", () => {
  test.each<Place>(["guild", "user-install", "bot-dm", "group-dm"])(
    "keeps a face, for that person's eyes alone, in a %s",
    async (place) => {
      const bot = await startTestBot();
      const reply = bot.discord.slash("faces save", { photo, name: "Ada" }, { place });
      expect(await reply.acked()).toMatchObject({ ephemeral: true });
      expect(await said(reply)).toMatch(
        /^“Ada” is saved.\nIt is your default.*\n-# It is encrypted/,
      );
      expect(await bot.faces.list(ada)).toMatchObject([{ name: "Ada", isDefault: true }]);
      expect(apiFindings(bot.discord)).toEqual([]);
      expect(bot.discord.problems()).toEqual([]);
    },
  );

  test("says what would make a photo better, and what is wrong with one that is refused", async () => {
    const advice = { code: "PHOTO_MOUTH_OPEN", facts: {} } as const;
    const bot = await startTestBot({ takePhoto: async () => ({ bytes: photo.bytes, advice }) });
    const better = bot.discord.slash("faces save", { photo, name: "Ada" });
    expect(await said(better)).toContain("could be better: The mouth in that photo is open.");

    const other = await startTestBot({
      takePhoto: async () => {
        throw new UserError("PHOTO_FACE_TURNED");
      },
    });
    const refused = other.discord.slash("faces save", { photo, name: "Ada" });
    expect(await said(refused)).toContain("turned away");
    expect(await other.faces.list(ada)).toEqual([]);
  });

  test("keeps what people call their faces out of the log", async () => {
    const bot = await startTestBot();
    await said(bot.discord.slash("faces save", { photo, name: "My neighbour Tom" }));
    const again = bot.discord.slash("faces save", { photo, name: "My neighbour Tom" });
    expect(await said(again)).toContain("My neighbour Tom");
    await expect.poll(() => bot.outcomes.length).toBe(2);
    expect(bot.outcomes.at(-1)).toBe("faces refused");
    expect(JSON.stringify(bot.logged)).toContain("FACE_NAME_TAKEN");
    expect(JSON.stringify(bot.logged)).not.toContain("neighbour");
  });

  test("looks at the room before it looks at the photo", async () => {
    let taken = 0;
    const bot = await startTestBot({
      takePhoto: async () => {
        taken += 1;
        return { bytes: photo.bytes, advice: undefined };
      },
    });
    for (const name of ["a", "b", "c", "d", "e"]) await bot.faces.save(ada, name, photo.bytes);
    const full = bot.discord.slash("faces save", { photo, name: "f" });
    expect(await said(full)).toContain("You can keep 5 faces");
    const large = { ...photo, size: limits.maxFaceBytes + 1 };
    await bot.faces.delete(ada, (await bot.faces.find(ada, "e")).id);
    expect(await said(bot.discord.slash("faces save", { photo: large, name: "f" }))).toContain(
      "8 MB",
    );
    expect(taken).toBe(0);
  });

  test("lists, chooses a default and deletes; by name as well as by choice", async () => {
    const { discord, faces } = await startTestBot();
    expect(await said(discord.slash("faces list", {}))).toContain("no faces yet");
    const first = await faces.save(ada, "Ada", photo.bytes);
    await faces.save(ada, "Gr*ce", photo.bytes);
    expect(await said(discord.slash("faces list", {}))).toMatch(
      /^You keep 2 faces of 5:\n- \*\*Ada\*\* \(default\): used <t:\d+:R>.*\n- \*\*Grce\*\*: used/,
    );
    expect(await said(discord.slash("faces default", { face: "gr*ce" }))).toContain("“Grce” is");
    expect(await said(discord.slash("faces delete", { face: first.id }))).toBe("“Ada” is deleted.");
    expect(await said(discord.slash("faces default", {}))).toContain("no default any more");
    expect(await said(discord.slash("faces delete", { face: "nobody" }))).toContain(
      "no saved face like that",
    );
    expect(await faces.list(ada)).toMatchObject([{ name: "Gr*ce", isDefault: false }]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("speaks the person's language", async () => {
    const { discord } = await startTestBot();
    const reply = discord.slash("faces list", {}, { locale: "ja" });
    expect(await said(reply)).toContain("保存した顔はまだありません");
  });

  test.each([
    ["faces delete", "face"],
    ["faces default", "face"],
    ["faceswap", "saved"],
  ])("offers %s the faces of whoever types, and nobody else's", async (command, option) => {
    const { discord, faces } = await startTestBot();
    const first = await faces.save(ada, "Ada", photo.bytes);
    await faces.save(ada, "Lovelace", photo.bytes);
    await faces.save(grace.user.id, "Mine", photo.bytes);
    const all = discord.type(command, { [option]: "" }, option);
    await all.acked();
    expect(all.choices).toMatchObject([
      { name: "Ada (default)", value: first.id },
      { name: "Lovelace" },
    ]);
    const some = discord.type(command, { [option]: "LOVE" }, option);
    const others = discord.type(command, { [option]: "" }, option, grace);
    await Promise.all([some.acked(), others.acked()]);
    expect(some.choices).toMatchObject([{ name: "Lovelace" }]);
    expect(others.choices).toMatchObject([{ name: "Mine (default)" }]);
    expect(apiFindings(discord)).toEqual([]);
  });
});

describe("the face of /faceswap", () => {
  test("is the saved one that was picked, or named", async () => {
    const { discord, faces, requested } = await startTestBot();
    await faces.save(ada, "Ada", photo.bytes);
    const { id } = await faces.save(ada, "Lovelace", photo.bytes);
    await discord.slash("faceswap", { gif, saved: id }).acked();
    await discord.slash("faceswap", { gif, saved: "lovelace" }).acked();
    await expect
      .poll(() => requested.map(({ face }) => face))
      .toEqual([{ savedId: id }, { savedId: id }]);
  });

  test("is the default where none is given, and asked for where there is none", async () => {
    const { discord, faces, requested } = await startTestBot();
    const missing = discord.slash("faceswap", { gif });
    expect(await missing.acked()).toMatchObject({ ephemeral: true });
    expect(missing.original?.content).toContain("give me one face");
    const { id } = await faces.save(ada, "Ada", photo.bytes);
    await discord.slash("faceswap", { gif }).acked();
    await expect.poll(() => requested.map(({ face }) => face)).toEqual([{ savedId: id }]);
  });

  test("is one: not two, and nobody else's", async () => {
    const { discord, faces, requested } = await startTestBot();
    const { id } = await faces.save(ada, "Ada", photo.bytes);
    const both = discord.slash("faceswap", { gif, face: photo, saved: id });
    const others = discord.slash("faceswap", { gif, saved: id }, grace);
    await Promise.all([both.acked(), others.acked()]);
    expect(both.original?.content).toContain("one face only");
    expect(others.original?.content).toContain("no saved face like that");
    expect(requested).toEqual([]);
  });
});
