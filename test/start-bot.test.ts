import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { openStore } from "../src/storage/open-store.ts";
import { runBotProcess } from "./support/bot-process.ts";
import { startDiscordStandIn } from "./support/discord/discord-stand-in.ts";
import type { DiscordStandIn } from "./support/discord/discord-stand-in.ts";
import { tempDir } from "./support/temp-dir.ts";

/** With a swap API elsewhere, that nobody calls here, so that no engine has to start. */
const elsewhere = { SWAP_API_URL: "http://127.0.0.1:9", SWAP_API_KEY: "ak_of_nobody" };

function runBot(
  discord: Pick<DiscordStandIn, "apiUrl" | "origin" | "token">,
  env: Readonly<Record<string, string>> = elsewhere,
) {
  const bot = runBotProcess({ discord, dataDir: tempDir(), env });
  onTestFinished(() => bot.kill());
  return bot;
}

/** Everything that a bot said which could not start: it must have ended with 1, and shown nothing of our code. */
async function lastWords(bot: ReturnType<typeof runBot>): Promise<string> {
  expect(await bot.ended).toBe(1);
  const said = bot.log.join("\n");
  expect(said).not.toContain("    at ");
  return said;
}

describe("the bot program", () => {
  test("says that the token is wrong", async () => {
    await using discord = await startDiscordStandIn();
    const bot = runBot({ apiUrl: discord.apiUrl, origin: discord.origin, token: "wrong" });
    expect(await lastWords(bot)).toMatch(/^Discord does not accept DISCORD_TOKEN\. .*$/m);
  });

  test("says that Discord cannot be reached", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const address = closed.address();
    const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    closed.close();
    const bot = runBot({ apiUrl: `${origin}/api`, origin, token: "token" });
    expect(await lastWords(bot)).toMatch(/^Discord cannot be reached \(ECONNREFUSED\)/m);
  });

  test("says that Discord cannot be reached where something else answers for its gateway", async () => {
    let port = 0;
    const outage = createHttpServer((_, response) => {
      const url = `ws://127.0.0.1:${port}/gateway`;
      const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ url, shards: 1, session_start_limit: limit }));
    });
    outage.on("upgrade", (_, socket) => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    outage.listen(0, "127.0.0.1");
    await once(outage, "listening");
    onTestFinished(() => void outage.close());
    const address = outage.address();
    port = typeof address === "object" && address ? address.port : 0;
    const origin = `http://127.0.0.1:${port}`;
    const bot = runBot({ apiUrl: `${origin}/api`, origin, token: "token" });
    expect(await bot.ended).toBe(1);
    expect(bot.log.at(-1)).toMatch(/^Discord cannot be reached \(.*502\)/);
  });

  test("ends when Discord takes the token back, instead of staying deaf", async () => {
    await using discord = await startDiscordStandIn();
    const bot = runBot(discord);
    await bot.ready;
    discord.gateway.refuseToken();
    expect(await bot.ended).toBe(1);
    expect(bot.log.join("\n")).toMatch(/"level":60.*Discord does not accept DISCORD_TOKEN/);
  });

  test("is not ready while the gateway is away, and is again when it is back", async () => {
    await using discord = await startDiscordStandIn();
    const bot = runBot(discord, { ...elsewhere, METRICS_PORT: "0" });
    await bot.ready;
    const [, url] = /"url":"([^"]+)","msg":"Answering/.exec(bot.log.join("\n")) ?? [];
    const readiness = async () => {
      const { statusCode, body } = await request(`${url}/readyz`);
      return `${statusCode} ${await body.text()}`;
    };
    expect(await readiness()).toMatch(/^200/);
    discord.gateway.fallSilent();
    await expect.poll(readiness).toBe('503 {"status":"not ready","failing":["discord"]}');
    discord.gateway.speak();
    await expect.poll(readiness).toMatch(/^200/);
  });

  test("goes in good order when it is told to while it logs in", async () => {
    await using discord = await startDiscordStandIn();
    discord.faults.push({ path: /\/gateway\/bot$/, delayMs: 60_000 });
    const bot = runBot(discord);
    await expect.poll(() => discord.faults, { timeout: 20_000 }).toEqual([]);
    expect(await bot.stop()).toBe(0);
    expect(bot.log.join("\n")).toBe("");
  });

  test("says that several bots on a store need one face-swap API", async () => {
    await using discord = await startDiscordStandIn();
    const dataDir = tempDir();
    const shared = { STORE_URL: `sqlite:${join(dataDir, "bot.sqlite")}?shared` };
    for (const [env, warnings] of [
      [{ SWAP_API_KEY: "" }, 0],
      [{ SWAP_API_KEY: "", ...shared }, 1],
      [{ ...elsewhere, ...shared }, 0],
    ] as const) {
      const bot = runBot(discord, env);
      await bot.ready;
      const warned = bot.log.filter((line) => line.includes("SWAP_API_URL and SWAP_API_KEY"));
      expect(warned).toHaveLength(warnings);
      await bot.stop();
    }
  });

  test.each([
    ["its own database", "bot.sqlite", elsewhere],
    ["the database of its server", "server.sqlite", { SWAP_API_KEY: "" }],
  ])("says that another program has %s", async (_, file, env) => {
    await using discord = await startDiscordStandIn();
    const dataDir = tempDir();
    const store = await openStore(`sqlite:${join(dataDir, file)}`);
    onTestFinished(() => store.close());
    const bot = runBotProcess({ discord, dataDir, env });
    onTestFinished(() => bot.kill());
    expect(await lastWords(bot)).toContain(
      `${file} is in use by another program. Stop that one, or give this one`,
    );
  });
});
