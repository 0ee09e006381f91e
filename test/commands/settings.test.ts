import { PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { deployCommands } from "../../src/discord/deploy-commands.ts";
import { languages } from "../../src/text/languages.ts";
import { serverSettings } from "../../src/services/server-settings.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import type { TestBot } from "../support/discord/start-test-bot.ts";

const moderator = { user: { id: "309999999999999999", name: "Mo" } };
const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const artRoom = "501111111111111111";
const artists = "401111111111111111";

/** What the moderator sees in the end. */
async function set(
  { discord }: TestBot,
  subcommand: string,
  options: Parameters<TestBot["discord"]["slash"]>[1] = {},
  context: SlashContext = {},
): Promise<string> {
  const reply = discord.slash(`settings ${subcommand}`, options, { ...moderator, ...context });
  const { content } = await reply.edited();
  return content;
}

/** Entries without when they were made and by whom. */
const withoutTimes = (history: string) =>
  history.replaceAll(/^-# <t:\d+:f> <@309999999999999999>: /gm, "");

/** `taken`, or the sentence that the person alone is told. */
async function swap({ discord }: TestBot, context: SlashContext = {}): Promise<string> {
  const pressed = discord.slash("faceswap", { gif, face }, context);
  const { ephemeral } = await pressed.acked();
  return ephemeral ? (pressed.original?.content ?? "") : "taken";
}

describe("/settings", () => {
  test("is shown to who may manage the server, and registered as Discord keeps it", async () => {
    const { discord, rest } = await startTestBot();
    await deployCommands({ rest, commands: commands.map(({ data }) => data) });
    const registered = discord.commands.list(undefined).find(({ name }) => name === "settings");
    expect(registered).toMatchObject({
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      contexts: [0],
      integration_types: [0],
    });
    expect(apiFindings(discord)).toEqual([]);
  });

  test.each(languages)(
    "says that a change changes nothing, and tells nobody (%s)",
    async (locale) => {
      const bot = await startTestBot();
      await set(bot, "log-channel", { channel: { channel: artRoom } });
      const posted = bot.discord.posted.length;
      for (const same of [
        await set(bot, "swaps", { on: true }, { locale }),
        await set(bot, "limits", { frames: 300, "per-person": 2 }, { locale }),
        await set(bot, "avatars", { whose: "consent" }, { locale }),
      ]) {
        expect(same).not.toContain("→");
        expect(same).not.toMatch(/undefined|\[object/);
      }
      expect(bot.discord.posted).toHaveLength(posted);
      expect(await set(bot, "history")).not.toContain("swaps");
      const roles = { ...moderator, locale };
      const bonus = bot.discord.slash("quota roles", { "booster-bonus": 0 }, roles);
      expect((await bonus.edited()).content).not.toContain("→");
      const pool = bot.discord.slash("quota pool", { "no-limit": true }, roles);
      expect((await pool.edited()).content).not.toContain("→");
      expect(apiFindings(bot.discord)).toEqual([]);
    },
  );

  test("says in one answer what changed and what was like that already", async () => {
    const bot = await startTestBot();
    await set(bot, "log-channel", { channel: { channel: artRoom } });
    expect(await set(bot, "limits", { frames: 60, "per-person": 2 })).toBe(
      "You changed the most frames: none → 60.\nNothing changed: it was like that already (the most swaps of one member at a time: none).",
    );
    expect(bot.discord.posted.at(-1)?.content).toBe(
      "<@309999999999999999> changed the most frames: none → 60.",
    );
  });

  test.each(languages)("shows what holds where nobody decided anything (%s)", async (locale) => {
    const bot = await startTestBot();
    const shown = await set(bot, "show", {}, { locale });
    expect(shown.split("\n")).toHaveLength(8);
    expect(shown).toContain("300");
    expect(shown).not.toMatch(/undefined|\[object/);
    expect(apiFindings(bot.discord)).toEqual([]);
  });

  test("shows what the bot does by itself as what the server allows", async () => {
    const shown = await set(await startTestBot(), "show");
    expect(shown).toBe(
      [
        "Swaps: **on**",
        "Allowed in every channel",
        "Everybody may swap",
        "By age restriction: anywhere",
        "Profile pictures as faces: anybody's who says yes",
        "A GIF has at most 300 frames; swaps at a time: 2 of a member, 6 of all",
        "A picture costs 1; a GIF 1 for each started 15 frames and face, at most 6. Failed swaps cost nothing.",
        "No log channel: reports go to whoever runs me. Choose one with `/settings log-channel`.",
      ].join("\n"),
    );
  });

  test("shows every decision, and the history who made it, why, from what to what", async () => {
    const bot = await startTestBot();
    await set(bot, "log-channel", { channel: { channel: artRoom } });
    expect(await set(bot, "swaps", { on: false, reason: "a raid" })).toBe(
      "You changed swaps: on → off.",
    );
    await set(bot, "channel", { channel: { channel: artRoom }, rule: "allowed" });
    await set(bot, "role", { role: { role: artists }, "may-swap": true });
    await set(bot, "age-restriction", { where: "never" });
    await set(bot, "avatars", { whose: "self" });
    expect(await set(bot, "limits", { frames: 60, "per-person": 1 })).toBe(
      [
        "You changed the most frames: none → 60.",
        "You changed the most swaps of one member at a time: none → 1.",
      ].join("\n"),
    );
    expect(await set(bot, "prices", { "frames-per-credit": 5, "most-credits": 20 })).toBe(
      [
        "You changed the frames for one credit: none → 5.",
        "You changed the most credits for a GIF: none → 20.",
      ].join("\n"),
    );
    expect(await set(bot, "show")).toBe(
      [
        "Swaps: **off**",
        `Allowed only in <#${artRoom}>`,
        `Only members with <@&${artists}> may swap`,
        "By age restriction: never in age-restricted channels",
        "Profile pictures as faces: only their own",
        "A GIF has at most 60 frames; swaps at a time: 1 of a member, 6 of all",
        "A picture costs 1; a GIF 1 for each started 5 frames and face, at most 20. Failed swaps cost nothing.",
        `Log channel, also for reports: <#${artRoom}>`,
      ].join("\n"),
    );
    const history = await set(bot, "history");
    expect(withoutTimes(history)).toBe(
      [
        "What moderators did lately, newest first:",
        "the most credits for a GIF: none → 20",
        "the frames for one credit: none → 5",
        "the most swaps of one member at a time: none → 1",
        "the most frames: none → 60",
        "whose profile picture may be a face: anybody's who says yes → only their own",
        "where swaps are allowed: anywhere → never in age-restricted channels",
        `whether <@&${artists}> may swap: none → may swap`,
        `the rule for <#${artRoom}>: none → allowed`,
        "swaps: on → off",
        `the log channel: none → <#${artRoom}>`,
      ].join("\n"),
    );
    const german = bot.discord.slash("settings history", {}, { ...moderator, locale: "de" });
    expect((await german.edited()).content).toContain(": Swaps: an → aus");
    expect(bot.discord.posted.map(({ content }) => content)).toContain(
      "<@309999999999999999> changed swaps: on → off. Reason: a raid",
    );
    expect(bot.discord.posted).toHaveLength(8);
    expect(apiFindings(bot.discord)).toEqual([]);
    expect(bot.discord.problems()).toEqual([]);
  });

  test("chooses prices that /credits names there, and nowhere else", async () => {
    const bot = await startTestBot();
    await set(bot, "prices", { "most-credits": 9 });
    const credits = async (context: SlashContext) =>
      (await bot.discord.slash("credits", {}, context).edited()).content;
    expect(await credits({})).toContain("15 frames and face, at most 9");
    expect(await credits({ place: "bot-dm" })).toContain("15 frames and face, at most 6");
    expect(await set(bot, "prices", { "most-credits": 6 })).toContain("9 → none");
    expect(await set(bot, "prices")).toContain("at most 6");
  });

  test("leaves prices alone where the owner counts the credits of all servers", async () => {
    const bot = await startTestBot({ creditsCap: 1000 });
    expect(await set(bot, "prices", { "most-credits": 9 })).toContain("prices are the same");
    expect(await set(bot, "show")).toContain("at most 6");
  });

  test("takes settings of before there were any as they were", () => {
    const old = { v: 1, seq: 0, exported: 0, roles: {}, boosterBonus: 0, log: [] };
    expect(serverSettings.parse(old)).toMatchObject({
      isOff: false,
      channels: {},
      ageRule: "anywhere",
    });
  });
});

describe("what a server does not allow is refused in a sentence before any job", () => {
  test("the switch, also where somebody brought me along, and nowhere else", async () => {
    const bot = await startTestBot();
    const { discord, rules, requested } = bot;
    const cause = { id: "1", by: "2", why: "" };
    await rules.change(discord.guildId, { what: "swaps", on: false }, cause);
    await rules.change(discord.foreignGuildId, { what: "swaps", on: false }, cause);
    const off = "Swaps are turned off in this server. A moderator can turn them on again.";
    expect(await swap(bot)).toBe(off);
    expect(await swap(bot, { place: "user-install" })).toBe(off);
    expect(requested).toEqual([]);
    expect(await swap(bot, { place: "bot-dm" })).toBe("taken");
    expect(await swap(bot, { place: "group-dm" })).toBe("taken");
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("channels, with the threads that hang on them", async () => {
    const bot = await startTestBot();
    await set(bot, "channel", { channel: { channel: artRoom }, rule: "denied" });
    const denied = "This server does not allow swaps in this channel. Please use another one.";
    expect(await swap(bot, { channelId: artRoom })).toBe(denied);
    expect(await swap(bot, { channelId: "7", threadOf: artRoom })).toBe(denied);
    expect(await swap(bot)).toBe("taken");
    await set(bot, "channel", { channel: { channel: artRoom }, rule: "allowed" });
    expect(await swap(bot, { channelId: artRoom })).toBe("taken");
    expect(await swap(bot, { channelId: "7", threadOf: artRoom })).toBe("taken");
    expect(await swap(bot)).toBe(denied);
    await set(bot, "channel", { channel: { channel: artRoom }, rule: "neither" });
    expect(await swap(bot)).toBe("taken");
  });

  test("roles", async () => {
    const bot = await startTestBot();
    await set(bot, "role", { role: { role: artists }, "may-swap": true });
    expect(await swap(bot)).toContain("members with certain roles only");
    expect(await swap(bot, { roles: [artists] })).toBe("taken");
    // Which everybody has, and Discord lists with nobody.
    await set(bot, "role", { role: { role: bot.discord.guildId }, "may-swap": true });
    expect(await swap(bot)).toBe("taken");
  });

  test.each([
    ["only", { isAgeRestricted: true }, {}, "in age-restricted channels only"],
    ["never", {}, { isAgeRestricted: true }, "does not allow swaps in age-restricted channels"],
  ])(
    "age restriction: %s, and not in threads, of which Discord does not say it",
    async (where, yes, no, sentence) => {
      const bot = await startTestBot();
      await set(bot, "age-restriction", { where });
      expect(await swap(bot, yes)).toBe("taken");
      expect(await swap(bot, no)).toContain(sentence);
      expect(await swap(bot, { ...yes, threadOf: artRoom })).toContain(sentence);
    },
  );
});
