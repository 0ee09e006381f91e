import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { botVariables, loadBotConfig } from "../src/config.ts";
import { serverVariables } from "../src/server/config.ts";

const token = "a-token-that-must-not-be-shown";

function faultOf(env: Record<string, string>): string {
  try {
    loadBotConfig(env);
  } catch (error) {
    return String(error);
  }
  return "";
}

describe("the bot's settings", () => {
  test("need a token and nothing else", () => {
    expect(loadBotConfig({ DISCORD_TOKEN: token })).toMatchObject({
      discord: { token, apiUrl: undefined, cdnUrl: "https://cdn.discordapp.com" },
      swapApi: undefined,
      dataDir: "data",
      storeUrl: "sqlite:data/bot.sqlite",
      mediaAllowedOrigins: [],
      credits: { perPeriod: 10, period: "day", timeZone: "UTC" },
      secrets: [token],
    });
  });

  test("use between one and four engine processes of themselves", () => {
    const { engineProcesses } = loadBotConfig({ DISCORD_TOKEN: token });
    expect(engineProcesses).toBeGreaterThanOrEqual(1);
    expect(engineProcesses).toBeLessThanOrEqual(4);
    expect(loadBotConfig({ DISCORD_TOKEN: token, ENGINE_PROCESSES: "7" }).engineProcesses).toBe(7);
  });

  test("take a key to the hosted API, or to the one that is named", () => {
    const hosted = { DISCORD_TOKEN: token, SWAP_API_KEY: "ak_1" };
    expect(loadBotConfig(hosted).swapApi).toEqual({ url: "https://api.crun.ai", key: "ak_1" });
    const own = loadBotConfig({ ...hosted, SWAP_API_URL: "http://swap.lan:8787/" });
    expect(own.swapApi?.url).toBe("http://swap.lan:8787");
    expect(own.secrets).toContain("ak_1");
  });

  test("refuse an API without a key, which would otherwise quietly not be used", () => {
    const given = { DISCORD_TOKEN: token, SWAP_API_URL: "http://swap.lan:8787" };
    expect(() => loadBotConfig(given)).toThrow("SWAP_API_KEY");
  });

  test("read origins however they are written", () => {
    const given = {
      DISCORD_TOKEN: token,
      MEDIA_ALLOWED_ORIGINS: "http://127.0.0.1:80/x, https://a.b",
    };
    expect(loadBotConfig(given).mediaAllowedOrigins).toEqual(["http://127.0.0.1", "https://a.b"]);
  });

  test("read secrets from files", () => {
    const file = join(mkdtempSync(join(tmpdir(), "settings-")), "token");
    writeFileSync(file, `${token}\n`);
    expect(loadBotConfig({ DISCORD_TOKEN_FILE: file }).discord.token).toBe(token);
  });

  test("name every fault at once and no value", () => {
    const faulty = {
      DISCORD_API_URL: "ftp://x",
      DISCORD_GUILD_ID: "my server",
      STORE_URL: "mysql://root:hunter2@db",
      CREDITS_PERIOD: "year",
      CREDITS_TIME_ZONE: "Mars/Olympus",
      ENGINE_PROCESSES: "0",
      MEDIA_ALLOWED_ORIGINS: "nonsense",
      LOG_LEVEL: "loud",
    };
    const names = [...Object.keys(faulty), "DISCORD_TOKEN"];
    const message = faultOf(faulty);
    for (const name of names) expect(message).toContain(`${name}: `);
    expect(message).not.toContain("hunter2");
  });

  test("stand in .env.example, all of them and no others", () => {
    const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    const listed = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
    const known = new Set([
      ...Object.keys(botVariables.shape),
      ...Object.keys(serverVariables.shape),
    ]);
    expect(listed.toSorted()).toEqual([...known].toSorted());
  });
});
