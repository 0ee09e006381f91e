import { describe, expect, test } from "vitest";
import { z } from "zod";
import { consentRecord } from "../../src/services/consent/consent-record.ts";
import { resultRecord } from "../../src/services/results/result-record.ts";
import type { Place } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const photo = Buffer.from("a photo of Ada");
const ada = "301111111111111111";
const grace = { user: { id: "302222222222222222", name: "Grace" } };

async function startWithData() {
  const forgotten: string[] = [];
  const bot = await startTestBot({
    forgetJobs: async (personId) => void forgotten.push(personId),
  });
  await bot.faces.save(ada, "Ada", photo);
  await bot.faces.save(grace.user.id, "Grace", photo);
  const results = bot.store.records("result", resultRecord);
  const result = (personId: string, state: "shown" | "hidden") => ({
    v: 1 as const,
    personId,
    guildId: bot.discord.guildId,
    target: { url: "https://example.org/a.gif" },
    face: { savedId: "1" },
    wishes: { faces: "primary", strength: "natural", private: false, spoiler: false } as const,
    price: 1,
    createdAt: Date.now(),
    state,
    reply: { applicationId: "1", token: "secret-token", createdAt: Date.now() },
  });
  await results.update("1", () => result(ada, "shown"));
  await results.update("2", () => result(ada, "hidden"));
  await results.update("3", () => result(grace.user.id, "shown"));
  const account = `guild:${bot.discord.guildId}:${ada}`;
  const payer = { credits: 10, from: "bot", account, purse: "person" } as const;
  await bot.ledger.hold({ jobId: "1", by: ada, why: "swap", price: 2, payers: [payer] });
  return { ...bot, results, account, forgotten };
}

describe("/privacy export", () => {
  test("gives a person all that is kept about them, nothing of others, and no means of answering", async () => {
    const { discord, faces, account, outcomes } = await startWithData();
    const before = await faces.list(ada);
    const reply = discord.slash("privacy export", {});
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    const { content, attachments } = await reply.edited();
    expect(content).toContain("in this order: Ada");
    expect(attachments.map(({ name }) => name)).toEqual(["my-data.json", "face-1.jpg"]);
    expect(Buffer.from(attachments[1].bytes).equals(photo)).toBe(true);
    const text = Buffer.from(attachments[0].bytes).toString();
    expect(text).not.toContain("secret-token");
    expect(text).not.toContain(grace.user.id);
    expect(JSON.parse(text)).toMatchObject({
      person: ada,
      notMyFaceSince: null,
      savedFaces: [{ name: "Ada", isDefault: true }],
      creditAccounts: [{ account, holds: { 1: { price: 2 } } }],
      results: [
        { id: "1", state: "shown" },
        { id: "2", state: "hidden" },
      ],
    });
    expect(await faces.list(ada)).toEqual(before);
    await expect.poll(() => outcomes).toEqual(["privacy ok"]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("gives everything else where a saved face does not open, and names that one", async () => {
    const { discord, faces, store, outcomes } = await startWithData();
    const { id } = await faces.save(ada, "Old me", photo);
    await store
      .records("facephoto", z.looseObject({ v: z.int() }))
      .update(`${ada}:${id}`, (kept) => ({ ...kept, v: 1, photo: "damaged" }));
    const reply = discord.slash("privacy export", {});
    const { content, attachments } = await reply.edited();
    expect(content).toContain("in this order: Ada.");
    expect(content).toContain("I could not open the pictures of these faces");
    expect(content).toContain("Old me");
    expect(attachments.map(({ name }) => name)).toEqual(["my-data.json", "face-1.jpg"]);
    expect(JSON.parse(Buffer.from(attachments[0].bytes).toString())).toMatchObject({
      savedFaces: [
        { name: "Ada", opens: true },
        { name: "Old me", opens: false },
      ],
      results: [{ id: "1" }, { id: "2" }],
    });
    await expect.poll(() => outcomes).toEqual(["privacy ok"]);
  });

  test.each<Place>(["guild", "user-install", "bot-dm", "group-dm"])(
    "works in a %s",
    async (place) => {
      const { discord } = await startTestBot();
      const reply = discord.slash("privacy export", {}, { place, locale: "es-419" });
      expect((await reply.edited()).content).toContain("No guardas caras");
      expect(discord.problems()).toEqual([]);
    },
  );
});

describe("/privacy delete", () => {
  test("deletes after a yes, says what stays, and touches nobody else's", async () => {
    const { discord, faces, optOuts, results, ledger, account, forgotten } = await startWithData();
    await optOuts.set(ada, true);
    const asked = discord.slash("privacy delete", {});
    expect(await asked.acked()).toMatchObject({ ephemeral: true });
    expect((await asked.edited()).content).toContain("I keep your credit account");
    expect(await faces.list(ada)).toHaveLength(1);

    const pressed = discord.press(asked, "Delete everything");
    expect(await pressed.edited()).toMatchObject({
      content: expect.stringMatching(/^Deleted: .*“not my face” stay\.$/),
      components: [],
    });
    expect(await faces.list(ada)).toEqual([]);
    expect(await faces.list(grace.user.id)).toHaveLength(1);
    expect(forgotten).toEqual([ada]);
    expect([await results.get("1"), (await results.get("2"))?.state]).toEqual([
      undefined,
      "hidden",
    ]);
    expect(await results.get("3")).toBeDefined();
    expect((await ledger.history(account))[0]).toMatchObject({ act: "hold" });
    expect(await optOuts.has(ada)).toBe(true);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("deletes nothing without that, and not for somebody else's press", async () => {
    const { discord, faces } = await startWithData();
    const asked = discord.slash("privacy delete", {});
    await asked.edited();
    const foreign = discord.press(asked, "Delete everything", grace);
    expect(await foreign.acked()).toMatchObject({ ephemeral: true });
    expect(foreign.original?.content).toContain("somebody else's");
    expect((await discord.press(asked, "Keep it").edited()).content).toBe("Nothing was deleted.");
    expect(await faces.list(ada)).toHaveLength(1);
    expect(await faces.list(grace.user.id)).toHaveLength(1);
  });

  test("ends the questions that the person asks, and those they are asked", async () => {
    const { discord, store, outcomes } = await startTestBot();
    const own = discord.slash("faceswap", { gif, member: { member: "3", avatar: "ff" } });
    const toMe = discord.slash("faceswap", { gif, member: { member: ada, avatar: "ff" } }, grace);
    await Promise.all([own.followedUp(), toMe.followedUp()]);
    await expect.poll(() => outcomes).toEqual(["faceswap ok", "faceswap ok"]);
    const asked = discord.slash("privacy delete", {});
    await asked.edited();
    await discord.press(asked, "Delete everything").edited();
    const records = store.records("consent", consentRecord);
    expect(await records.get(own.id)).toMatchObject({ state: "ended" });
    expect(await records.get(toMe.id)).toMatchObject({ state: "refused" });
    expect(toMe.followUps[0].seen.components).toEqual([]);
    expect(toMe.original?.content).toContain("said no, so nothing was made");
  });
});

describe("/privacy not-my-face", () => {
  test("holds at once: questions end, new ones are refused, and my messages are no targets", async () => {
    const { discord, optOuts, outcomes } = await startTestBot();
    const mine = {
      author: { id: grace.user.id, name: "Grace" },
      attachments: [
        { url: "https://example.org/a.gif", filename: "a.gif", size: 7, content_type: "image/gif" },
      ],
    };
    const member = { member: grace.user.id, avatar: "ff" };
    const open = discord.slash("faceswap", { gif, member });
    await open.followedUp();
    await expect.poll(() => outcomes).toEqual(["faceswap ok"]);

    const reply = discord.slash("privacy not-my-face", { on: true }, grace);
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect((await reply.edited()).content).toContain("No picture of you is kept for this");
    await open.shows(({ content }) => content.includes("said no, so nothing was made"));
    const again = discord.slash(
      "faceswap",
      { gif, member },
      { user: { id: "305555555555555555", name: "Mallory" } },
    );
    const menu = discord.menu("Swap a face into this", mine);
    await Promise.all([again.acked(), menu.acked()]);
    expect(again.original?.content).toContain("do not want their picture");
    expect(menu.original?.content).toContain("does not want their pictures");

    const off = discord.slash("privacy not-my-face", { on: false }, grace);
    expect((await off.edited()).content).toContain("may ask you again");
    expect(await optOuts.has(grace.user.id)).toBe(false);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });
});
