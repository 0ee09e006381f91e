import { REST } from "discord.js";
import { describe, expect, test } from "vitest";
import { commands, messageCommands } from "../../src/commands/index.ts";
import { deployCommands } from "../../src/discord/deploy-commands.ts";
import { startDiscordStandIn } from "../support/discord/discord-stand-in.ts";
import { apiFindings } from "../support/discord/start-test-bot.ts";

const ours = [...commands, ...messageCommands].map((command) => command.data);
const added = ours.map(({ name }) => `+ ${name}`);

async function startDeployment() {
  const discord = await startDiscordStandIn();
  const rest = new REST({ api: discord.apiUrl }).setToken(discord.token);
  const writes = () => discord.requests.filter(({ method }) => method === "PUT").length;
  return { discord, rest, writes, [Symbol.asyncDispose]: () => discord.close() };
}

describe("registering the commands", () => {
  test("writes them once, then finds nothing to write", async () => {
    await using world = await startDeployment();
    const { discord, rest, writes } = world;
    expect(await deployCommands({ rest, commands: ours })).toEqual(added);
    expect(await deployCommands({ rest, commands: ours })).toEqual([]);
    expect(writes()).toBe(1);
    expect(discord.commands.list(undefined)).toMatchObject([
      { name: "faceswap", integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: "faces", integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: "privacy", integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: "verify", integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: "credits", integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: "quota", integration_types: [0], contexts: [0] },
      { name: "settings", integration_types: [0], contexts: [0] },
      { name: "about", integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: "help", integration_types: [0, 1], contexts: [0, 1, 2] },
      { type: 3, name: "Swap a face into this", contexts: [0, 1, 2] },
    ]);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("keeps one server's commands to that server", async () => {
    await using world = await startDeployment();
    const { discord, rest, writes } = world;
    const { guildId } = discord;
    expect(await deployCommands({ rest, guildId, commands: ours })).toEqual(added);
    expect(await deployCommands({ rest, guildId, commands: ours })).toEqual([]);
    expect(writes()).toBe(1);
    expect(discord.commands.list(guildId)).toHaveLength(ours.length);
    expect(discord.commands.list(undefined)).toEqual([]);
  });

  test("says what differs, and removes what is no longer ours", async () => {
    await using world = await startDeployment();
    const { rest, writes } = world;
    const [{ data: faceswap }] = commands;
    await deployCommands({ rest, commands: [faceswap, { name: "old", description: "Bygone" }] });
    const changed = [faceswap].map((command) => ({
      ...command,
      description: "Another description",
      options: command.options?.map((option) => ({ ...option, required: true })),
      name_localizations: { de: "gesichtstausch" },
    }));
    const stricter = (faceswap?.options ?? []).map((_, at) => `options.${at}.required`);
    expect(await deployCommands({ rest, commands: changed })).toEqual([
      `~ faceswap: description, ${stricter.join(", ")}, name_localizations`,
      "- old",
    ]);
    expect(await deployCommands({ rest, commands: changed })).toEqual([]);
    expect(writes()).toBe(2);
  });

  test("lets people type exactly the options that the rest of the product relies on", () => {
    expect(
      commands.map(({ data: { name, options } }) =>
        [name, ...(options ?? []).map((one) => one.name)].join(" "),
      ),
    ).toEqual([
      "faceswap face gif link saved member faces strength private spoiler",
      "faces save list default delete",
      "privacy export delete not-my-face",
      "verify file link",
      "credits",
      "quota show grant take set reset freeze unfreeze roles pool history log-channel",
      "settings show swaps age-restriction avatars channel role limits prices log-channel history",
      "about",
      "help",
    ]);
  });
});
