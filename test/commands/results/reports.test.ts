import { PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { reportCard } from "../../../src/commands/results/report-card.ts";
import { textFor } from "../../../src/text/catalogue.ts";
import { languages } from "../../../src/text/languages.ts";
import { personAccount } from "../../../src/services/allowance.ts";
import type { SlashContext } from "../../support/discord/interaction-payload.ts";
import { apiFindings } from "../../support/discord/start-test-bot.ts";
import { deliveredResult } from "../../support/delivered-result.ts";

const logChannel = "501111111111111111";
const ownersChannel = "502222222222222222";
const stranger: SlashContext = { user: { id: "308888888888888888", name: "Sam" } };
const another: SlashContext = { user: { id: "307777777777777777", name: "Kim" } };
const moderator: SlashContext = {
  user: { id: "309999999999999999", name: "Mo" },
  memberPermissions: PermissionFlagsBits.ManageMessages,
};

/** The next post of the bot is refused. */
const refusedPost = () => ({
  method: "POST",
  path: /\/channels\/\d+\/messages$/,
  status: 403,
  code: 50_001,
});

/** A result in a place, whose server tells this channel about reports. */
async function reportable(
  context: SlashContext = {},
  channels: { log?: string; owners?: string } = { log: logChannel },
) {
  const world = await deliveredResult(
    context,
    channels.owners === undefined ? {} : { reportsChannelId: channels.owners },
  );
  const { discord, rules, handle } = world;
  if (channels.log !== undefined) {
    const change = { what: "log channel", channelId: channels.log } as const;
    await rules.change(discord.guildId, change, { id: "1", by: "2", why: "" });
  }
  /** Somebody presses Report and says why. */
  async function report(who: SlashContext = stranger, why = "harassment") {
    const pressed = discord.press(handle, "Report", { ...context, ...who });
    await pressed.shows(({ components }) => components.length > 0);
    const chosen = discord.choose(pressed, why, { ...context, ...who });
    await chosen.acked();
    return { pressed, chosen };
  }
  const card = () => discord.ownMessages().at(-1);
  return { ...world, report, card };
}

/** The card of the only report, when it is there. */
async function cardOf({ card }: Awaited<ReturnType<typeof reportable>>) {
  await expect.poll(() => card()).toBeDefined();
  const found = card();
  if (!found) throw new Error("there is no card");
  return found;
}

describe("Report", () => {
  test("asks why in private, thanks in private, and puts a card without the reporter before the moderators", async () => {
    const world = await reportable();
    const { discord, handle, report, request } = world;
    const { pressed, chosen } = await report();
    expect(pressed.ephemeral).toBe(true);
    const { channelId, message } = await cardOf(world);
    await chosen.shows(({ content }) => content.startsWith("Thank you."));
    expect(chosen.original?.components).toEqual([]);
    expect(channelId).toBe(logChannel);
    const { content, components } = message.seen();
    expect(content).toContain("**Report of a swap**: It is meant to hurt somebody");
    expect(content).toContain(`<@${handle.personId}>`);
    expect(content).toContain(`https://discord.com/channels/${discord.guildId}/`);
    expect(content).toContain("GIF: a file; face: a file; marked as AI-edited");
    expect(content).toContain(request.id);
    expect(content).not.toContain(stranger.user?.id);
    expect(components).toMatchObject([
      { components: [{ label: "Hide" }, { label: "Freeze user" }, { label: "Dismiss" }] },
    ]);
    expect(handle.original?.attachments).toHaveLength(1);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("counts once for a person; a second person's reason is added to the same card", async () => {
    const world = await reportable();
    const { discord, report } = world;
    await report();
    const { message } = await cardOf(world);
    const { chosen } = await report();
    await expect.poll(() => chosen.followUps.length).toBe(1);
    expect(chosen.followUps[0]?.seen).toMatchObject({
      ephemeral: true,
      content: "You have reported this swap already. Thank you; it is being looked at.",
    });
    await report(another, "sexual");
    await expect
      .poll(() => message.seen().content)
      .toContain("It is sexual; It is meant to hurt somebody");
    expect(discord.ownMessages()).toHaveLength(1);
    expect(apiFindings(discord)).toEqual([]);
  });

  test.each([
    ["from a DM", { place: "bot-dm" as const }],
    ["from a server that only the person brought me into", { place: "user-install" as const }],
  ])("%s goes to the owner's channel", async (_, context) => {
    const world = await reportable(context, { owners: ownersChannel });
    await world.report();
    expect((await cardOf(world)).channelId).toBe(ownersChannel);
  });

  test("with nobody to tell is a line in the log without a name, and thanked for", async () => {
    const world = await reportable({}, {});
    const { chosen } = await world.report();
    await chosen.shows(({ content }) => content.startsWith("Thank you."));
    const line = world.logged.find(({ msg }) => String(msg).includes("no channel to tell"));
    expect(line).toMatchObject({ jobId: world.request.id });
    expect(JSON.stringify(world.logged)).not.toContain("308888888888888888");
  });

  test("goes to the owner when the server's log channel does not take it, and is not thanked for when nobody takes it", async () => {
    const first = await reportable({}, { log: logChannel, owners: ownersChannel });
    first.discord.faults.push(refusedPost());
    await first.report();
    expect((await cardOf(first)).channelId).toBe(ownersChannel);

    const second = await reportable();
    second.discord.faults.push(refusedPost());
    const { chosen } = await second.report();
    await expect.poll(() => chosen.followUps.length).toBe(1);
    expect(chosen.followUps[0]?.seen.content).toContain("could not pass your report on");
    // And nothing stands in the way of trying again.
    await second.report();
    await cardOf(second);
  });
});

describe("a moderator's decision", () => {
  test("Hide replaces the result by a line, says by whom, and stands in the server's log", async () => {
    const world = await reportable();
    const { discord, handle, report, rules, request } = world;
    await report();
    const card = await cardOf(world);
    const pressed = discord.press(card, "Hide", moderator);
    await pressed.shows(({ content }) => content.includes("Hidden by <@309999999999999999>"));
    expect(handle.message?.seen()).toMatchObject({
      content: "-# Moderators have hidden this swap.",
      attachments: [],
      components: [],
    });
    expect(card.message.seen().components).toMatchObject([
      { components: [{ label: "Freeze user" }] },
    ]);
    const { log } = await rules.get(discord.guildId);
    expect(log.at(-1)).toMatchObject({
      what: `report ${request.id}`,
      by: "309999999999999999",
      change: ["open", "hidden"],
    });
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("Freeze user freezes the account that this server has for them, once", async () => {
    const world = await reportable();
    const { discord, handle, report, ledger, card } = world;
    await report();
    const pressed = discord.press(await cardOf(world), "Freeze user", moderator);
    await pressed.shows(({ content }) => content.includes("Credits frozen by"));
    const account = personAccount(handle.personId, discord.guildId);
    const rule = { account, credits: 10, from: "bot" } as const;
    expect(await ledger.balance(rule)).toMatchObject({ frozen: true });
    expect((await ledger.history(account)).at(0)).toMatchObject({
      act: "freeze",
      by: "309999999999999999",
    });
    expect(card()?.message.seen().components).toMatchObject([
      { components: [{ label: "Hide" }, { label: "Dismiss" }] },
    ]);
  });

  test("Dismiss leaves the result alone and ends the buttons; a new report asks anew", async () => {
    const world = await reportable();
    const { discord, handle, report } = world;
    await report();
    const card = await cardOf(world);
    const pressed = discord.press(card, "Dismiss", moderator);
    await pressed.shows(({ components }) => components.length === 0);
    expect(handle.original?.attachments).toHaveLength(1);
    await report(another, "minor");
    await expect.poll(() => discord.ownMessages().length).toBe(2);
    expect(world.card()?.message.seen().content).toContain("It shows a minor");
  });

  test("stays within one message however often it was dismissed and reported anew", () => {
    const acts = Array.from({ length: 200 }, () => ({
      act: "dismiss" as const,
      by: "309999999999999999",
      at: Date.now(),
    }));
    for (const language of languages) {
      const { content } = reportCard(textFor(language), {
        jobId: "900000000000000001",
        report: {
          v: 1,
          createdAt: Date.now(),
          state: "open",
          frozen: false,
          at: { channelId: logChannel, messageId: logChannel },
          personId: "301111111111111111",
          locale: language,
          acts,
          reasons: {},
        },
        result: undefined,
      });
      expect(content.length).toBeLessThanOrEqual(2000);
    }
  });

  test("is nobody's who may not moderate there, and nobody learns it but them", async () => {
    const world = await reportable();
    const { discord, handle, report } = world;
    await report();
    const card = await cardOf(world);
    for (const who of [stranger, {}]) {
      for (const label of ["Hide", "Freeze user", "Dismiss"]) {
        const pressed = discord.press(card, label, who);
        expect(await pressed.acked()).toMatchObject({ ephemeral: true });
        expect(pressed.original?.content).toContain("Only moderators");
      }
    }
    expect(handle.original?.attachments).toHaveLength(1);
  });

  test("of two moderators at once: what is hidden is not dismissed", async () => {
    const world = await reportable();
    const { discord, report, handle } = world;
    await report();
    const card = await cardOf(world);
    discord.faults.push({ method: "PATCH", path: /\/channels\/\d+\/messages\/\d+$/, delayMs: 300 });
    const hide = discord.press(card, "Hide", moderator);
    await hide.acked();
    const dismiss = discord.press(card, "Dismiss", moderator);
    await dismiss.acked();
    await expect.poll(() => handle.message?.seen().attachments).toEqual([]);
    await hide.shows(({ content }) => content.includes("Hidden by"));
    const later = discord.press({ message: hide.message }, "Freeze user", moderator);
    await later.shows(({ content }) => content.includes("Credits frozen by"));
    expect(card.message.seen().content).toContain("Hidden by");
  });

  test("where I am no member, Hide works while the reply's token lives, and says so when it cannot", async () => {
    const place = "user-install" as const;
    const living = await reportable({ place }, { owners: ownersChannel });
    await living.report();
    const pressed = living.discord.press(await cardOf(living), "Hide", moderator);
    await pressed.shows(({ content }) => content.includes("Hidden by"));
    expect(living.handle.message?.seen().attachments).toEqual([]);

    const dead = await reportable({ place }, { owners: ownersChannel });
    await dead.report();
    dead.handle.expire();
    const late = dead.discord.press(await cardOf(dead), "Hide", moderator);
    await expect.poll(() => late.followUps.length).toBe(1);
    expect(late.followUps[0]?.seen.content).toContain("I cannot take that message away");
    expect(dead.handle.message?.seen().attachments).toHaveLength(1);
    // Nothing more comes of its buttons all the same.
    const again = dead.discord.press(dead.handle, "Again (2 credits)", { place });
    await again.acked();
    expect(again.original?.content).toContain("Moderators have hidden this swap");
  });
});
