import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { commands, messageCommands } from "../../src/commands/index.ts";
import { startDiscordStandIn } from "../support/discord/discord-stand-in.ts";
import { tempDir } from "../support/temp-dir.ts";

const program = join(import.meta.dirname, "../../src/discord/deploy.ts");

/** `npm run deploy-commands` in a process of its own, with these settings and no others. */
async function deploy(settings: Record<string, string>, cwd = tempDir()) {
  const { PATH } = process.env;
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), program], {
    cwd,
    env: { PATH, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, error, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { out, error, status };
}

describe("npm run deploy-commands", () => {
  test("says what it wrote, and ends well", async () => {
    await using discord = await startDiscordStandIn();
    const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
    const names = [...commands, ...messageCommands].map(({ data }) => `+ ${data.name}`);
    expect(await deploy(settings)).toEqual({
      out: ["The commands were registered everywhere:", ...names, ""].join("\n"),
      error: "",
      status: 0,
    });
    expect((await deploy(settings)).out).toContain("up to date");
  });

  test("reads the settings in .env, as the bot does", async () => {
    await using discord = await startDiscordStandIn();
    const folder = tempDir();
    const lines = [`DISCORD_TOKEN=${discord.token}`, `DISCORD_API_URL=${discord.apiUrl}`];
    writeFileSync(join(folder, ".env"), lines.join("\n"));
    expect(await deploy({}, folder)).toMatchObject({ error: "", status: 0 });
  });

  test("says that .env cannot be read", async () => {
    const folder = tempDir();
    mkdirSync(join(folder, ".env"));
    const result = await deploy({}, folder);
    expect(result).toMatchObject({
      status: 1,
      error: expect.stringMatching(/^\.env cannot be read .*\n$/),
    });
  });

  test.each([
    ["without a token", {}, /DISCORD_TOKEN: is not set/],
    ["with a wrong token", { DISCORD_TOKEN: "wrong" }, /does not accept DISCORD_TOKEN/],
  ])("ends with 1 and one sentence %s", async (_, settings, sentence) => {
    await using discord = await startDiscordStandIn();
    const result = await deploy({ DISCORD_API_URL: discord.apiUrl, ...settings });
    expect(result).toMatchObject({ out: "", status: 1, error: expect.stringMatching(sentence) });
    expect(result.error).not.toContain("    at ");
  });
});
