import { InteractionResponseType, PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { deployCommands } from "../../src/discord/deploy-commands.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import type { TestBot } from "../support/discord/start-test-bot.ts";

const ada = "301111111111111111";
const bob = "302222222222222222";
const moderator = { user: { id: "309999999999999999", name: "Mo" } };
const artists = "401111111111111111";
const patrons = "402222222222222222";
const channel = "501111111111111111";

/** What the person sees in the end. */
async function answer(
  { discord }: TestBot,
  command: string,
  options: Parameters<TestBot["discord"]["slash"]>[1] = {},
  context: Parameters<TestBot["discord"]["slash"]>[2] = moderator,
): Promise<string> {
  const reply = discord.slash(command, options, context);
  const { content } = await reply.edited();
  return content;
}

const member = { member: bob };

describe("/quota", () => {
  test("is shown to who may manage the server unless its admins decide otherwise, and nowhere else", async () => {
    const { discord, rest } = await startTestBot();
    await deployCommands({ rest, commands: commands.map(({ data }) => data) });
    const registered = discord.commands.list(undefined).find(({ name }) => name === "quota");
    expect(registered).toMatchObject({
      default_member_permissions: String(PermissionFlagsBits.ManageGuild),
      contexts: [0],
      integration_types: [0],
    });
    expect(apiFindings(discord)).toEqual([]);
    // And it is what is there: nothing is written a second time.
    expect(await deployCommands({ rest, commands: commands.map(({ data }) => data) })).toEqual([]);
  });

  test("shows what a member has, to the moderator alone", async () => {
    const bot = await startTestBot();
    const reply = bot.discord.slash("quota show", { member }, moderator);
    expect(await reply.acked()).toMatchObject({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      ephemeral: true,
    });
    const { content } = await reply.edited();
    expect(content).toContain(`<@${bob}>\n**10 credits** left — 10 each period, 0 used.`);
    expect(content).toContain("The allowance is the one that this bot gives everybody.");
    expect(apiFindings(bot.discord)).toEqual([]);
    expect(bot.discord.problems()).toEqual([]);
  });

  test("grants, takes, sets, resets, freezes and unfreezes, and says what came of it", async () => {
    const bot = await startTestBot();
    const { discord, ledger } = bot;
    const account = `guild:${discord.guildId}:${bob}`;
    expect(
      await answer(bot, "quota grant", { member, credits: 5, reason: "drew the banner" }),
    ).toBe(`You gave 5 extra credits to <@${bob}>: 10 → 15 credits left.`);
    expect(await answer(bot, "quota take", { member, credits: 100 })).toBe(
      `You took 15 credits from <@${bob}>: 15 → 0 credits left.`,
    );
    expect(await answer(bot, "quota reset", { member })).toContain("0 → 10 credits left");
    expect(await answer(bot, "quota set", { member, credits: 40 })).toContain("10 → 40");
    expect(await answer(bot, "quota show", { member })).toContain("set for this account alone");
    expect(await answer(bot, "quota set", { member })).toContain("took off the own allowance");
    expect(await answer(bot, "quota freeze", { member })).toContain("froze");
    expect(await answer(bot, "quota show", { member })).toContain("**frozen**");
    const payer = { account, purse: "person", credits: 10, from: "bot" } as const;
    const held = { jobId: "j", price: 1, by: bob, why: "swap", payers: [payer] };
    await expect(ledger.hold(held)).rejects.toMatchObject({ code: "ACCOUNT_FROZEN" });
    await answer(bot, "quota unfreeze", { member });
    await ledger.hold(held);

    const history = await ledger.history(account);
    expect(history.map(({ act, by }) => [act, by])).toEqual([
      ["hold", bob],
      ...["unfreeze", "freeze", "set", "set", "reset", "take", "grant"].map((act) => [
        act,
        moderator.user.id,
      ]),
    ]);
    expect(history.at(-1)).toMatchObject({ why: "drew the banner", extra: [0, 5] });
    const shown = await answer(bot, "quota history", { member });
    expect(shown.split("\n")).toHaveLength(9);
    expect(shown).toContain(`granted 5 by <@${moderator.user.id}>: drew the banner`);
    expect(shown).toContain("own allowance 40 → by the rules");
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("gives the best of a member's roles, then everyone's, and boosters a bonus", async () => {
    const bot = await startTestBot();
    expect(await answer(bot, "quota roles")).toBe(
      "What members get each period, the best of their roles first:\nEveryone else: what this bot gives everybody",
    );
    expect(await answer(bot, "quota roles", { credits: 5 })).toContain("which `role`");
    await answer(bot, "quota roles", { role: { role: artists }, credits: 20 });
    await answer(bot, "quota roles", { role: { role: patrons }, credits: 50, "booster-bonus": 7 });
    const everyone = { role: { role: bot.discord.guildId }, credits: 3 };
    expect(await answer(bot, "quota roles", everyone)).toBe(
      "You changed the allowance of everyone: none → 3.",
    );
    expect(await answer(bot, "quota roles")).toBe(
      [
        "What members get each period, the best of their roles first:",
        `<@&${patrons}>: 50 credits`,
        `<@&${artists}>: 20 credits`,
        "Everyone else: 3 credits",
        "Boosters: 7 more",
      ].join("\n"),
    );
    const shows = async (who: object) =>
      answer(bot, "quota show", { member: { member: bob, ...who } });
    expect(await shows({})).toContain("**3 credits** left");
    expect(await shows({ roles: [artists] })).toContain(`**20 credits** left`);
    expect(await shows({ roles: [artists, patrons] })).toContain(`from the role <@&${patrons}>`);
    expect(await shows({ roles: [artists], isBooster: true })).toMatch(
      /\*\*27 credits\*\* left[^]*7 of it for boosting/,
    );
    await answer(bot, "quota set", { member, credits: 1 });
    expect(await shows({ roles: [patrons], isBooster: true })).toContain("**1 credit** left");
    expect(await answer(bot, "quota roles", { role: { role: artists } })).toContain("20 → none");
    expect(apiFindings(bot.discord)).toEqual([]);
  });

  test("lists as many roles as Discord takes in one message, the best first", async () => {
    const bot = await startTestBot();
    for (let index = 0; index < 70; index += 1) {
      const role = { role: `4010000000000000${String(index).padStart(2, "0")}` };
      await bot.rules.change(
        bot.discord.guildId,
        { what: "role", roleId: role.role, credits: 1000 + index },
        { id: String(index), by: "9", why: "" },
      );
    }
    const text = await answer(bot, "quota roles");
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(text).toContain(": 1069 credits\n");
    expect(text).toMatch(/… and \d+ more roles\.\nEveryone else/);
    expect(bot.discord.problems()).toEqual([]);
  });

  test("limits what all members together can spend", async () => {
    const bot = await startTestBot();
    expect(await answer(bot, "quota pool")).toBe(
      "This server has no common limit. Set one with `/quota pool credits:`.",
    );
    expect(await answer(bot, "quota pool", { credits: 500 })).toContain("no limit → 500");
    expect(await answer(bot, "quota pool")).toContain("The pool has **500** of 500 credits left.");
    expect(await answer(bot, "quota pool", { "no-limit": true })).toContain("500 → no limit");
  });

  test("posts every act to the log channel, with who and why", async () => {
    const bot = await startTestBot();
    await answer(bot, "quota grant", { member, credits: 1 });
    expect(bot.discord.posted).toEqual([]);
    await answer(bot, "quota log-channel", { channel: { channel } });
    await answer(bot, "quota grant", { member, credits: 2, reason: "@everyone *won*" });
    await answer(bot, "quota pool", { credits: 9 });
    await answer(bot, "quota show", { member });
    const mo = `<@${moderator.user.id}>`;
    expect(bot.discord.posted).toEqual(
      [
        `${mo} chose this channel for reports and for what moderators do.`,
        `${mo} gave 2 extra credits to <@${bob}>: 11 → 13 credits left. Reason: everyone won`,
        `${mo} changed the pool of this server: no limit → 9.`,
      ].map((content) => ({ channelId: channel, content })),
    );
    bot.discord.faults.push({ method: "POST", path: /\/channels\//, status: 403, code: 50_001 });
    expect(await answer(bot, "quota reset", { member })).toContain("could not post this");
    await answer(bot, "quota log-channel");
    await answer(bot, "quota reset", { member });
    expect(bot.discord.posted).toHaveLength(3);
    expect(apiFindings(bot.discord)).toEqual([]);
  });

  test("acts on nobody's account in another server, nor on anybody's own", async () => {
    const bot = await startTestBot();
    await answer(bot, "quota grant", { member, credits: 5 });
    const elsewhere = { place: "user-install", user: { id: bob, name: "Bob" } } as const;
    expect(await answer(bot, "credits", {}, elsewhere)).toContain("**10 credits** left");
    const reply = bot.discord.slash("quota show", { member }, { place: "user-install" });
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect(reply.original?.content).toContain("only in a server that has added me");
  });

  test("does an act once when Discord delivers the command twice", async () => {
    const bot = await startTestBot();
    const reply = bot.discord.slash("quota grant", { member, credits: 5 }, moderator);
    await reply.edited();
    bot.discord.redeliver(reply);
    await expect.poll(() => bot.outcomes.length).toBe(2);
    expect(await answer(bot, "quota show", { member })).toContain("**15 credits** left");
  });

  test("knows a member who left the server", async () => {
    const bot = await startTestBot();
    const gone = { member: { stranger: ada } };
    expect(await answer(bot, "quota show", gone)).toContain("**10 credits** left");
  });
});

describe("/credits", () => {
  test("says what I have, which role gave it, when there are new ones, and what happened", async () => {
    const bot = await startTestBot();
    await answer(bot, "quota roles", { role: { role: artists }, credits: 20, "booster-bonus": 5 });
    const mine = { member: { member: ada }, credits: 2, reason: "welcome" };
    await answer(bot, "quota grant", mine);
    const me = { user: { id: ada, name: "Ada" }, roles: [artists], isBooster: true };
    const reply = bot.discord.slash("credits", {}, me);
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    const { content } = await reply.edited();
    expect(content).toContain("**27 credits** left — 25 each period, 0 used, 2 extra.");
    expect(content).toContain(`from the role <@&${artists}>, 5 of it for boosting this server.`);
    expect(content).toMatch(/New ones <t:\d+:R>/);
    expect(content).toContain(`granted 2 by <@${moderator.user.id}>: welcome`);
    expect(apiFindings(bot.discord)).toEqual([]);
  });

  test.each(["bot-dm", "group-dm", "user-install"] as const)(
    "shows my own account in a %s, whatever roles I have there",
    async (place) => {
      const bot = await startTestBot();
      await answer(bot, "quota roles", { role: { role: artists }, credits: 20 });
      const content = await answer(bot, "credits", {}, { place, roles: [artists] });
      expect(content).toContain("**10 credits** left");
      expect(apiFindings(bot.discord)).toEqual([]);
    },
  );
});
