import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { consentRecord } from "../../src/services/consent/consent-record.ts";
import type { Place, SlashContext } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import type { TestBotOptions } from "../support/discord/start-test-bot.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const photo = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const ada = "301111111111111111";
const grace = { user: { id: "302222222222222222", name: "Grace" } };
const mallory = { user: { id: "309999999999999999", name: "Mallory" } };
const member = { member: grace.user.id, avatar: "a1b2c3" };
const minute = 60_000;

/** Ada asks for Grace's picture. */
async function startQuestion(context: SlashContext = {}, options: TestBotOptions = {}) {
  let later = 0;
  const bot = await startTestBot({ clock: () => Date.now() + later, ...options });
  const asked = bot.discord.slash("faceswap", { gif, member }, context);
  const question = await asked.followedUp();
  await expect.poll(() => bot.outcomes).toEqual(["faceswap ok"]);
  const records = bot.store.records("consent", consentRecord);
  return {
    ...bot,
    asked,
    question,
    record: () => records.get(asked.id),
    pass: (minutes: number) => void (later += minutes * minute),
  };
}

describe("a member's picture", () => {
  test.each<Place>(["guild", "user-install", "group-dm"])(
    "is used after their yes, by the job that was asked for, in a %s",
    async (place) => {
      const { discord, asked, question, requested, steps, record } = await startQuestion({ place });
      expect(asked.original?.content).toMatch(/^I have asked <@302222222222222222>.*<t:\d+:R>/);
      expect(question.pings).toEqual([grace.user.id]);
      expect(question.seen).toMatchObject({ ephemeral: false });
      expect(question.seen.content).toContain(`<@${ada}> wants to put the face`);
      expect(steps).toEqual([]);
      expect(await record()).toMatchObject({ state: "asked" });

      const pressed = discord.press(question, "Yes, they may", { ...grace, place });
      expect((await pressed.edited()).content).toBe("<@302222222222222222> said yes.");
      expect(pressed.original?.components).toEqual([]);
      await expect.poll(() => steps).toEqual(["create", "acked"]);
      const { target } = requested[0];
      const url = `${discord.cdnUrl}/avatars/${grace.user.id}/a1b2c3.png?size=1024`;
      const after = await record();
      const facts = [ada, grace.user.id, url, target.url, after?.askedAt];
      const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
      expect(requested).toMatchObject([
        {
          id: asked.id,
          personId: ada,
          face: { memberId: grace.user.id, url, consent: { hash, at: expect.any(Number) } },
          reply: { token: asked.token },
        },
      ]);
      expect(after).toEqual({
        v: 1,
        state: "agreed",
        askedAt: expect.any(Number),
        endsAt: expect.any(Number),
        answeredAt: expect.any(Number),
        hash,
      });
      expect(apiFindings(discord)).toEqual([]);
      expect(discord.problems()).toEqual([]);
    },
  );

  test("is not used after their no: both are told, and nobody asks them again that day", async () => {
    const bot = await startQuestion();
    const { discord, asked, question, steps, record, pass } = bot;
    const pressed = discord.press(question, "No", grace);
    expect((await pressed.edited()).content).toContain("said no.");
    await asked.shows(({ content }) => content.includes("said no, so nothing was made"));
    expect(steps).toEqual([]);
    expect(await record()).toMatchObject({ state: "refused" });
    const soon = discord.slash("faceswap", { gif, member });
    expect(await soon.acked()).toMatchObject({ ephemeral: true });
    expect(soon.original?.content).toContain("no a short while ago");
    pass(25 * 60);
    await discord.slash("faceswap", { gif, member }).followedUp();
    expect(apiFindings(discord)).toEqual([]);
  });

  test("cannot be granted by anybody else, the asker included", async () => {
    const { discord, question, steps, outcomes } = await startQuestion();
    for (const context of [mallory, {}]) {
      for (const label of ["Yes, they may", "No"]) {
        const pressed = discord.press(question, label, context);
        expect(await pressed.acked()).toMatchObject({ ephemeral: true });
        expect(pressed.original?.content).toContain("for somebody else");
      }
    }
    expect(steps).toEqual([]);
    expect(question.message.seen().components).toHaveLength(1);
    await expect.poll(() => outcomes.filter((one) => one.endsWith("refused"))).toHaveLength(4);
  });

  test("is not used without an answer in ten minutes, and a late one says so", async () => {
    const { discord, asked, question, steps, record, pass, consent } = await startQuestion();
    pass(11);
    const late = discord.press(question, "Yes, they may", grace);
    expect(await late.acked()).toMatchObject({ ephemeral: true });
    expect(late.original?.content).toContain("question is over");
    await consent.sweep();
    await asked.shows(({ content }) => content.includes("did not answer in time, so nothing"));
    expect(question.message.seen()).toMatchObject({
      content: expect.stringContaining("That is a no."),
      components: [],
    });
    expect(steps).toEqual([]);
    expect(await record()).toMatchObject({ state: "ended" });
    pass(91 * 24 * 60);
    await consent.sweep();
    expect(await record()).toBeUndefined();
    expect(apiFindings(discord)).toEqual([]);
  });

  test("can still be granted after a restart, and a yes that a crash cut off makes its job", async () => {
    const { discord, asked, question, steps, store, record, openConsent } = await startQuestion();
    const again = openConsent();
    await again.recover();
    expect(asked.followUps).toHaveLength(1);
    const records = store.records("consent", consentRecord);
    await records.update(asked.id, (found) => {
      if (!found) throw new Error("no record");
      return { ...found, state: "agreed", answeredAt: Date.now() };
    });
    await openConsent().recover();
    expect(steps).toEqual(["create", "acked"]);
    expect((await record())?.question).toBeUndefined();
    const late = discord.press(question, "No", grace);
    await late.acked();
    expect(late.original?.content).toContain("question is over");
  });

  test("is asked for anew when a crash came before the question", async () => {
    const { asked, store, openConsent } = await startQuestion();
    const records = store.records("consent", consentRecord);
    await records.update(asked.id, (found) => {
      if (!found) throw new Error("no record");
      return { ...found, state: "asking" };
    });
    await openConsent().recover();
    expect(await asked.followedUp(2)).toMatchObject({ pings: [grace.user.id] });
  });

  test("is one question at a time, and one interaction is one question", async () => {
    const { discord, asked } = await startQuestion();
    const second = discord.slash("faceswap", { gif, member: { ...member, member: "303" } });
    expect(await second.acked()).toMatchObject({ ephemeral: true });
    expect(second.original?.content).toContain("One at a time");
    discord.redeliver(asked);
    await discord.slash("credits", {}).edited();
    expect(asked.followUps).toHaveLength(1);
  });

  test("tells the asker when the yes brings no swap", async () => {
    const swaps = {
      create: async () => {
        throw new UserError("TOO_MANY_RUNNING", { facts: { limit: 2 } });
      },
    };
    const { discord, asked, question } = await startQuestion({}, { swaps });
    await discord.press(question, "Yes, they may", grace).edited();
    const told = await asked.shows(({ content }) => content.includes("swaps running"));
    expect(told.content).toContain("already have 2");
  });

  test("tells the asker when Discord does not take the question", async () => {
    const bot = await startTestBot();
    bot.discord.faults.push({ method: "POST", path: /^\/webhooks/, status: 403, code: 50_001 });
    const asked = bot.discord.slash("faceswap", { gif, member });
    await asked.shows(({ content }) => content.includes("could not ask"));
    // The next question need not wait for that one.
    await bot.discord.slash("faceswap", { gif, member }).followedUp();
    expect(bot.steps).toEqual([]);
  });

  test("needs no question where it is one's own", async () => {
    const { discord, requested } = await startTestBot();
    const own = discord.slash("faceswap", { gif, member: { member: ada, avatar: "ff" } });
    await own.acked();
    await expect.poll(() => requested).toMatchObject([{ face: { memberId: ada } }]);
    expect(own.followUps).toEqual([]);
  });

  test.each<[string, object, SlashContext, string]>([
    ["a bot", { member: { ...member, isBot: true } }, {}, "bots cannot agree"],
    ["no picture", { member: { member: grace.user.id } }, {}, "no profile picture"],
    ["a photo, too", { member, face: photo }, {}, "one face only"],
    ["the bot's DM", { member }, { place: "bot-dm" }, "cannot reach them here"],
    [
      "a server that shows such apps to one person alone",
      { member },
      { place: "user-install", mayUseExternalApps: false },
      "cannot reach them here",
    ],
    [
      "somebody who is not in the server",
      { member: { stranger: grace.user.id, avatar: "ff" } },
      {},
      "cannot reach them here",
    ],
  ])("is refused at once, and nobody is asked: %s", async (_, options, context, words) => {
    const { discord, steps } = await startTestBot();
    const reply = discord.slash("faceswap", { gif, ...options }, context);
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect(reply.original?.content).toContain(words);
    expect(reply.followUps).toEqual([]);
    expect(steps).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("is refused without a question where they, or the server, do not want that", async () => {
    const { discord, optOuts, rules, steps } = await startTestBot();
    await optOuts.set(grace.user.id, true);
    const optedOut = discord.slash("faceswap", { gif, member });
    await optedOut.acked();
    expect(optedOut.original?.content).toContain("do not want their picture to be used");
    await optOuts.set(grace.user.id, false);
    const cause = { id: "1", by: ada, why: "test" };
    await rules.change(discord.guildId, { what: "avatars", rule: "self" }, cause);
    const forbidden = discord.slash("faceswap", { gif, member });
    await forbidden.acked();
    expect(forbidden.original?.content).toContain("own");
    expect(steps).toEqual([]);
    expect([...optedOut.followUps, ...forbidden.followUps]).toEqual([]);
  });
});
