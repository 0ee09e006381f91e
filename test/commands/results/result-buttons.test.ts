import { PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { deliveredResult, swapped } from "../../support/delivered-result.ts";
import type { SlashContext } from "../../support/discord/interaction-payload.ts";
import type { InteractionHandle } from "../../support/discord/interaction.ts";
import { apiFindings } from "../../support/discord/start-test-bot.ts";
import { eventually } from "../../support/eventually.ts";

const stranger: SlashContext = { user: { id: "308888888888888888", name: "Sam" } };
const moderator: SlashContext = {
  user: { id: "309999999999999999", name: "Mo" },
  memberPermissions: PermissionFlagsBits.ManageMessages,
};

/** A result whose command is long over: nothing but the store and the message itself remembers it. */
async function delivered(context: SlashContext = {}) {
  const world = await deliveredResult(context);
  world.handle.expire();
  return world;
}

const places = ["guild", "user-install", "bot-dm", "group-dm"] as const;

/** What whoever presses is told, and nobody else. */
async function refusal(pressed: InteractionHandle) {
  expect(await pressed.acked()).toMatchObject({ ephemeral: true });
  return pressed.original?.content;
}

describe("the row under a result", () => {
  test("is Again with its price, Delete, Make private and Report", async () => {
    const { handle, discord } = await delivered();
    expect(handle.original?.components).toMatchObject([
      {
        components: [
          { label: "Again (2 credits)" },
          { label: "Other face" },
          { label: "Delete" },
          { label: "Make private" },
          { label: "Report" },
        ],
      },
    ]);
    expect(apiFindings(discord)).toEqual([]);
  });
});

describe("Again", () => {
  test.each(places)(
    "starts a new job with the same inputs and a reply of its own (%s)",
    async (place) => {
      const { discord, handle, requested, request } = await delivered({ place });
      const pressed = discord.press(handle, "Again (2 credits)", { place });
      expect(await pressed.acked()).toMatchObject({ ephemeral: false });
      await expect.poll(() => requested.length).toBe(2);
      const { target, face: photo } = request;
      expect(requested[1]).toMatchObject({ id: pressed.id, target, face: photo });
      expect(requested[1]?.reply.token).toBe(pressed.token);
      expect(requested[1]?.guildId).toBe(request.guildId);
      // The old result stays as it is.
      expect(handle.original?.attachments).toHaveLength(1);
      expect(apiFindings(discord)).toEqual([]);
    },
  );

  test("is nobody else's", async () => {
    const { discord, handle, requested } = await delivered();
    const pressed = discord.press(handle, "Again (2 credits)", stranger);
    expect(await refusal(pressed)).toBe("That is somebody else's swap. Only they can open it.");
    expect(requested).toHaveLength(1);
  });

  test("says so when the bot does not remember the swap any more", async () => {
    const { discord, handle, forget } = await delivered();
    await forget();
    const pressed = discord.press(handle, "Again (2 credits)");
    expect(await refusal(pressed)).toBe(
      "That swap is not kept any more. Please run the command again.",
    );
  });

  test("asks for the right to attach files before it starts anything", async () => {
    const { discord, handle, requested } = await delivered();
    const pressed = discord.press(handle, "Again (2 credits)", { appPermissions: 0n });
    expect(await refusal(pressed)).toContain("I may not attach files in this channel");
    expect(requested).toHaveLength(1);
  });
});

describe("Other face", () => {
  const photo = { name: "grace.png", bytes: Buffer.from("png"), contentType: "image/png" };
  const consent = ["yes"];

  test.each(places)(
    "asks for it in a form, and makes a new job of the same GIF (%s)",
    async (place) => {
      const { discord, handle, requested, request } = await delivered({ place });
      const opened = discord.press(handle, "Other face", { place });
      await opened.acked();
      const reply = discord.submit(opened, { photo: [photo], consent }, { place });
      expect(await reply.acked()).toMatchObject({ ephemeral: false });
      await expect.poll(() => requested.length).toBe(2);
      expect(requested[1]).toMatchObject({
        id: reply.id,
        target: request.target,
        face: { url: expect.stringContaining("grace.png") },
        wishes: request.wishes,
        reply: { token: reply.token },
      });
      expect(handle.original?.attachments).toHaveLength(1);
      expect(apiFindings(discord)).toEqual([]);
      expect(discord.problems()).toEqual([]);
    },
  );

  test("is nobody else's", async () => {
    const { discord, handle, requested } = await delivered();
    const told = await refusal(discord.press(handle, "Other face", stranger));
    expect(told).toBe("That is somebody else's swap. Only they can open it.");
    expect(requested).toHaveLength(1);
  });
});

describe("Delete", () => {
  test.each(places)(
    "by who asked takes the message away, however old it is (%s)",
    async (place) => {
      const { discord, handle, request, results } = await delivered({ place });
      const pressed = discord.press(handle, "Delete", { place });
      await pressed.acked();
      await expect.poll(() => handle.original).toBeUndefined();
      await expect.poll(async () => (await results.get(request.id))?.state).toBe("deleted");
      expect(discord.problems()).toEqual([]);
      expect(apiFindings(discord)).toEqual([]);
    },
  );

  test("works for who asked also when the bot does not remember the swap any more", async () => {
    const { discord, handle, forget } = await delivered();
    await forget();
    discord.press(handle, "Delete");
    await expect.poll(() => handle.original).toBeUndefined();
  });

  test("by a moderator is written down in the server's log, in the server's language", async () => {
    const { discord, handle, rules, request } = await delivered();
    await rules.change(
      discord.guildId,
      { what: "log channel", channelId: "501111111111111111" },
      { id: "1", by: "2", why: "" },
    );
    discord.press(handle, "Delete", { ...moderator, locale: "de" });
    await expect.poll(() => handle.original).toBeUndefined();
    await expect.poll(() => discord.posted.length).toBe(1);
    expect(discord.posted[0]?.content).toBe(
      `<@309999999999999999> deleted a swap of <@${handle.personId}>.`,
    );
    const { log } = await rules.get(discord.guildId);
    expect(log.at(-1)).toMatchObject({
      by: "309999999999999999",
      what: `swap ${request.id}`,
      change: ["shown", "deleted"],
    });
    expect(apiFindings(discord)).toEqual([]);
  });

  test("is refused to everybody else, in private", async () => {
    const { discord, handle } = await delivered();
    expect(await refusal(discord.press(handle, "Delete", stranger))).toBe(
      "Only who asked for this swap, or a moderator of this server, can delete it.",
    );
    expect(handle.original?.attachments).toHaveLength(1);
  });

  test("of what somebody deleted in the same moment ends quietly", async () => {
    const { discord, handle, outcomes } = await delivered();
    discord.faults.push({ method: "DELETE", path: /@original$/, status: 404, code: 10_008 });
    const pressed = discord.press(handle, "Delete");
    await pressed.acked();
    await expect.poll(() => outcomes).toContain("delete late");
    expect(pressed.followUps).toEqual([]);
  });
});

describe("Make private", () => {
  test.each(places)(
    "shows the GIF to who asked alone, and takes it out of the message (%s)",
    async (place) => {
      const { discord, handle, request, results } = await delivered({ place });
      const pressed = discord.press(handle, "Make private", { place });
      await eventually(() => expect(handle.message?.seen().attachments).toEqual([]));
      expect(handle.original?.content).toBe("-# Whoever asked for this swap made it private.");
      expect(handle.original?.components).toEqual([]);
      const [copy] = pressed.followUps;
      expect(copy?.seen).toMatchObject({
        ephemeral: true,
        attachments: [{ name: "faceswap.gif", bytes: new Uint8Array(swapped) }],
        components: [
          {
            components: [
              { label: "Again (2 credits)" },
              { label: "Other face" },
              { label: "Delete" },
            ],
          },
        ],
      });
      expect(copy?.seen.attachments[0]?.description).toContain("replaced by AI");
      await expect.poll(async () => (await results.get(request.id))?.state).toBe("private");
      expect(apiFindings(discord)).toEqual([]);
    },
  );

  test("takes nothing away when the private copy could not be shown", async () => {
    const { discord, handle } = await delivered();
    discord.faults.push({
      method: "POST",
      path: /\/webhooks\/\d+\/[^/]+$/,
      status: 413,
      code: 40_005,
    });
    const pressed = discord.press(handle, "Make private");
    await expect.poll(() => pressed.followUps.length).toBe(1);
    expect(pressed.followUps[0]?.seen.ephemeral).toBe(true);
    expect(handle.original?.attachments).toHaveLength(1);
  });

  test("is nobody else's, moderators included", async () => {
    const { discord, handle } = await delivered();
    for (const who of [stranger, moderator]) {
      const told = await refusal(discord.press(handle, "Make private", who));
      expect(told).toBe("That is somebody else's swap. Only they can open it.");
    }
    expect(handle.original?.attachments).toHaveLength(1);
  });
});
