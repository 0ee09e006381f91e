import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { startDiscordStandIn } from "../support/discord/discord-stand-in.ts";

/** `npm run deploy-commands` in a process of its own, with these settings and no others. */
async function deploy(settings: Record<string, string>) {
  const { PATH } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", "src/discord/deploy.ts"], {
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
    expect(await deploy(settings)).toEqual({
      out: "The commands were registered everywhere:\n+ faceswap\n",
      error: "",
      status: 0,
    });
    expect((await deploy(settings)).out).toContain("up to date");
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
