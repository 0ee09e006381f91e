import { AttachmentBuilder, Client, Events, MessageFlags } from "discord.js";
import type { ChatInputCommandInteraction, DiscordAPIError } from "discord.js";
import { describe, expect, onTestFinished, test } from "vitest";
import { startDiscordStandIn } from "./discord-stand-in.ts";
import type { DiscordStandIn } from "./discord-stand-in.ts";
import type { Place } from "./interaction-payload.ts";

const png = { name: "dot.png", bytes: new Uint8Array([1, 2, 3]), contentType: "image/png" };

/** A real client whose only behaviour is `answer`; failures of `answer` are collected. */
async function connect(
  discord: DiscordStandIn,
  answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
) {
  const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
  onTestFinished(() => client.destroy());
  const failures: DiscordAPIError[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    answer(interaction).catch((error: DiscordAPIError) => failures.push(error));
  });
  const ready = new Promise((resolve) => {
    client.once(Events.ClientReady, resolve);
  });
  await client.login(discord.token);
  await ready;
  return { failures };
}

describe("the stand-in of Discord", () => {
  test("lets a real client log in, acknowledge and edit with a file", async () => {
    await using discord = await startDiscordStandIn();
    await connect(discord, async (interaction) => {
      await interaction.deferReply();
      const file = new AttachmentBuilder(Buffer.from("GIF89a"), { name: "a.gif" });
      await interaction.editReply({ content: "here", files: [file.setDescription("a wave")] });
    });
    const reply = discord.slash("wave", { face: png, link: "https://example.com" });
    expect(await reply.acked()).toMatchObject({ type: 5, ephemeral: false });
    expect(await reply.edited()).toMatchObject({
      content: "here",
      loading: false,
      attachments: [
        { name: "a.gif", description: "a wave", bytes: new Uint8Array(Buffer.from("GIF89a")) },
      ],
    });
    expect(discord.problems()).toEqual([]);
  });

  test.each<[Place, object]>([
    ["guild", { inGuild: true, owners: "guild" }],
    ["user-install", { inGuild: true, owners: "user" }],
    ["bot-dm", { inGuild: false, owners: "guild" }],
    ["group-dm", { inGuild: false, owners: "user" }],
  ])("looks like a %s to the client", async (place, expected) => {
    await using discord = await startDiscordStandIn();
    await connect(discord, async (interaction) => {
      const owners = interaction.authorizingIntegrationOwners;
      await interaction.reply({
        content: JSON.stringify({
          inGuild: interaction.guildId !== null,
          owners: owners.guildId === null ? "user" : "guild",
        }),
        flags: MessageFlags.Ephemeral,
      });
    });
    const reply = discord.slash("where", {}, { place });
    expect(await reply.acked()).toMatchObject({ type: 4, ephemeral: true });
    expect(JSON.parse(reply.original?.content ?? "")).toEqual(expected);
  });

  test("serves attachment options until their link expires", async () => {
    await using discord = await startDiscordStandIn();
    const seen: number[] = [];
    await connect(discord, async (interaction) => {
      const response = await fetch(interaction.options.getAttachment("face", true).url);
      seen.push(response.status);
      await interaction.reply(await response.text());
    });
    const alive = discord.slash("look", { face: { ...png, bytes: Buffer.from("pixels") } });
    expect(await alive.acked()).toBeDefined();
    const expired = discord.slash("look", { face: png }, { linkLifetimeMs: -2000 });
    await expired.acked();
    expect(seen).toEqual([200, 404]);
    expect(alive.original?.content).toBe("pixels");
    expect(expired.original?.content).toBe("This content is no longer available.");
  });

  test("refuses a late ack, a second ack, a dead token, a deleted reply and a large file", async () => {
    await using discord = await startDiscordStandIn();
    const bot = await connect(discord, async (interaction) => {
      await interaction.deferReply();
      const [handle] = [...handles].filter((one) => one.id === interaction.id);
      if (interaction.commandName === "expired") handle?.expire();
      if (interaction.commandName === "deleted") handle?.deleteReply();
      if (interaction.commandName === "twice") interaction.deferred = false;
      if (interaction.commandName === "twice") await interaction.deferReply();
      await interaction.editReply({ files: [{ attachment: Buffer.alloc(101), name: "a.gif" }] });
    });
    const handles = [
      discord.slash("late", {}, { ageMs: 4000 }),
      discord.slash("twice", {}),
      discord.slash("expired", {}),
      discord.slash("deleted", {}),
      discord.slash("large", {}, { attachmentSizeLimit: 100 }),
    ];
    await expect.poll(() => bot.failures.length).toBe(handles.length);
    const codes = bot.failures.map((failure) => failure.code).map(Number);
    expect(codes.toSorted((a, b) => a - b)).toEqual([10_008, 10_062, 40_005, 40_060, 50_027]);
    expect(discord.problems()).toEqual([`${handles[0]?.id} was never answered`]);
  });

  test("keeps files that an edit does not mention and drops those it leaves out", async () => {
    await using discord = await startDiscordStandIn();
    await connect(discord, async (interaction) => {
      await interaction.reply({ files: [{ attachment: Buffer.from("a"), name: "a.gif" }] });
      await interaction.editReply({ content: "kept" });
      await interaction.editReply({ files: [{ attachment: Buffer.from("b"), name: "b.gif" }] });
      await interaction.editReply({ attachments: [] });
    });
    const reply = discord.slash("files", {});
    const watched: string[] = [];
    reply.watch((message) => void watched.push(message.content));
    await reply.edited(3);
    expect(watched).toEqual(["", "kept", "kept", "kept"]);
    const names = reply.edits.map(({ message }) => message.attachments.map((one) => one.name));
    expect(names).toEqual([["a.gif"], ["b.gif"], []]);
  });

  test("breaks requests as told, and replays interactions to a client that resumes", async () => {
    await using discord = await startDiscordStandIn();
    discord.faults.push({ method: "POST", path: /callback$/, status: 502, times: 2 });
    discord.faults.push({ method: "PATCH", path: /@original$/, cut: "before" });
    const bot = await connect(discord, async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply("done");
    });
    const reply = discord.slash("one", {});
    await expect.poll(() => bot.failures).toMatchObject([{ code: "UND_ERR_SOCKET" }]);
    expect(discord.requests.map((request) => request.status)).toEqual([200, 502, 502, 204, 0]);
    expect(reply.original).toMatchObject({ loading: true });

    discord.gateway.dropSockets();
    const missed = discord.slash("two", {});
    expect(await missed.edited()).toMatchObject({ content: "done" });
    expect(discord.gateway.identified).toBe(1);
  });
});
