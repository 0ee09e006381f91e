import { describe, expect, test } from "vitest";
import { createLogger } from "../../src/core/logger.ts";
import { createDiscordClient } from "../../src/discord/client.ts";
import { startDiscordStandIn } from "../support/discord/discord-stand-in.ts";
import { startTestBot } from "../support/discord/start-test-bot.ts";

const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const link = "https://example.com/wave.gif";

describe("the connection to Discord", () => {
  test("answers what was typed while the gateway was gone", async () => {
    const { discord, logged, outcomes } = await startTestBot();
    discord.gateway.dropSockets();
    const reply = discord.slash("faceswap", { face, link });
    await reply.acked();
    await expect.poll(() => outcomes).toEqual(["faceswap ok"]);
    expect(discord.gateway.identified).toBe(1);
    expect(logged.map(({ msg }) => msg)).toContain("Back on the gateway");
  });

  test("answers a burst of commands, each once", async () => {
    const { discord, steps } = await startTestBot();
    const replies = Array.from({ length: 50 }, () => discord.slash("faceswap", { face, link }));
    await Promise.all(replies.map((reply) => reply.acked()));
    await expect.poll(() => steps.filter((step) => step === "acked")).toHaveLength(50);
    expect(discord.problems()).toEqual([]);
  });

  test("is refused with a wrong token", async () => {
    await using discord = await startDiscordStandIn();
    const log = createLogger({ level: "silent" });
    const client = createDiscordClient({ apiUrl: discord.apiUrl, log });
    await expect(client.login("wrong")).rejects.toMatchObject({ code: "TokenInvalid" });
    await client.destroy();
  });
});
