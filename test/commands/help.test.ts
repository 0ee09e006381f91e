import { PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { loadBotConfig } from "../../src/config.ts";
import { aboutFacts } from "../../src/about-facts.ts";
import { commands } from "../../src/commands/index.ts";
import type { Place, SlashContext } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import type { TestBotOptions } from "../support/discord/start-test-bot.ts";

/** What the person sees of a command without options, and that nobody else does. */
async function seen(name: string, context: SlashContext = {}, options: TestBotOptions = {}) {
  const { discord } = await startTestBot(options);
  const handle = discord.slash(name, {}, context);
  const message = await handle.edited();
  expect(message.ephemeral).toBe(true);
  expect(apiFindings(discord)).toEqual([]);
  expect(discord.problems()).toEqual([]);
  return message;
}

const ofModerators = commands.filter(({ data }) => data.default_member_permissions);
const ofAll = commands.filter(({ data }) => !data.default_member_permissions);

describe("/help", () => {
  test("lists everything that a person can use in a server, and nothing of the moderators", async () => {
    const { content } = await seen("help");
    expect(content).toMatch(/^## Put a face into a GIF\n1\. Type `\/faceswap`/);
    for (const { data } of ofAll.filter(({ data: { name } }) => name !== "help")) {
      expect(content).toContain(`\n- \`/${data.name}\` ${data.description}`);
    }
    for (const { data } of ofModerators) expect(content).not.toContain(`/${data.name}`);
    expect(content.length).toBeLessThanOrEqual(2000);
  });

  test("shows moderators their own commands, too", async () => {
    const { content } = await seen("help", { memberPermissions: PermissionFlagsBits.ManageGuild });
    for (const { data } of ofModerators) expect(content).toContain(`\n- \`/${data.name}\` `);
  });

  test.each<Place>(["bot-dm", "group-dm", "user-install"])("works in a %s", async (place) => {
    const { content } = await seen("help", { place });
    expect(content).toContain("\n- `/faceswap` Put a face into a GIF or a picture");
    expect(content).not.toContain("/quota");
  });

  test.each([
    ["de", "Tippe `/faceswap`", "Setz ein Gesicht in ein GIF"],
    ["es-419", "Escribe `/faceswap`", "Pon una cara en un GIF"],
    ["fr", "Tape `/faceswap`", "Mets un visage dans un GIF"],
    ["pt-BR", "Digita `/faceswap`", "Coloca um rosto em um GIF"],
    ["ja", "`/faceswap`と入力", "GIFや画像の顔を入れ替えます"],
  ])("is in the person's language: %s", async (locale, step, description) => {
    const { content } = await seen("help", { locale });
    expect(content).toContain(`1. ${step}`);
    expect(content).toContain(`\n- \`/faceswap\` ${description}`);
    expect(content.length).toBeLessThanOrEqual(2000);
  });
});

describe("/about", () => {
  const token = { DISCORD_TOKEN: "t" };

  test("says who runs the bot, what does the swaps, and where the source and the way in are", async () => {
    const config = loadBotConfig({
      ...token,
      OPERATOR: "Ada, ada@example.org",
      SOURCE_URL: "https://example.org/source",
    });
    const { content, components } = await seen("about", {}, { about: aboutFacts(config) });
    expect(content).toMatch(
      /^## Face-swap bot \d+\.\d+\.\d+\n\*\*Run by\*\* Ada, ada@example\.org\n/,
    );
    expect(content).toContain("this bot's own engine. Your pictures go to nobody else.");
    expect(content).toMatch(/\*\*Your privacy\*\*\n(- .+\n){3}-# .*MIT licence/);
    const links = JSON.stringify(components);
    expect(links).toMatch(/"url":"https:\/\/discord\.com\/oauth2\/authorize\?client_id=\d+"/);
    expect(links).toContain('"url":"https://example.org/source"');
  });

  test("names the hosted service that pictures are sent to", async () => {
    const config = loadBotConfig({
      ...token,
      SWAP_API_KEY: "ak_1",
      SWAP_API_URL: "https://swap.example.org/v1",
    });
    const { content, components } = await seen("about", {}, { about: aboutFacts(config) });
    expect(content).toContain(
      "**Swaps are done** by swap.example.org: your GIF and photo are sent",
    );
    expect(content).toContain("somebody who has not said who they are");
    expect(JSON.stringify(components)).not.toContain("Source code");
  });

  test.each<[Place, string, string]>([
    ["bot-dm", "de", "**Deine Privatsphäre**"],
    ["group-dm", "ja", "**プライバシー**"],
    ["user-install", "fr", "**Ta vie privée**"],
    ["guild", "es-ES", "**Tu privacidad**"],
    ["guild", "pt-BR", "**Sua privacidade**"],
  ])("works in a %s, in %s", async (place, locale, heading) => {
    const { content } = await seen("about", { place, locale });
    expect(content).toContain(heading);
    expect(content.length).toBeLessThanOrEqual(2000);
  });
});
