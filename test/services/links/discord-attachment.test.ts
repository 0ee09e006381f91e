import { describe, expect, onTestFinished, test } from "vitest";
import { createRefreshAttachment } from "../../../src/discord/refresh-attachment.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createDownloader } from "../../../src/net/download.ts";
import { discordAttachment } from "../../../src/services/links/discord-attachment.ts";
import { createFetchLink } from "../../../src/services/links/fetch-link.ts";
import { apiFindings, startTestBot } from "../../support/discord/start-test-bot.ts";
import { tinyGif } from "../../support/tiny-media.ts";

const file = { name: "cat dance.gif", bytes: tinyGif() };
const dayMs = 24 * 60 * 60 * 1000;

/** A bot that is logged in to the stand-in of Discord, and its way to fetch links. */
async function startFetching() {
  const { discord, rest } = await startTestBot();
  const logged: string[] = [];
  const log = createLogger({ level: "info", destination: { write: (line) => logged.push(line) } });
  const downloader = createDownloader({ allowedOrigins: [discord.origin] });
  onTestFinished(() => downloader.close());
  const fetchLink = createFetchLink({
    downloader,
    discord: { cdnUrl: discord.cdnUrl, refresh: createRefreshAttachment(rest, log) },
    clock: Date.now,
  });
  const renewals = () =>
    discord.requests.filter(({ path }) => path === "/attachments/refresh-urls").length;
  const fetched = (link: string) =>
    fetchLink(link, { maxBytes: 1000, signal: AbortSignal.timeout(10_000) });
  return { discord, fetched, renewals, logged };
}

describe("a link to an attachment on Discord", () => {
  test("is fetched as it is while it lasts", async () => {
    const { discord, fetched, renewals } = await startFetching();
    expect(Buffer.from(await fetched(discord.post(file)))).toEqual(Buffer.from(file.bytes));
    expect(renewals()).toBe(0);
  });

  test("is renewed when it is over, and when somebody cut its signature off", async () => {
    const { discord, fetched, renewals } = await startFetching();
    const ended = discord.post(file, -dayMs);
    expect(Buffer.from(await fetched(ended))).toEqual(Buffer.from(file.bytes));
    expect(Buffer.from(await fetched(ended.split("?")[0]))).toEqual(Buffer.from(file.bytes));
    expect(renewals()).toBe(2);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("is renewed once when Discord does not take its signature any more", async () => {
    const { discord, fetched, renewals } = await startFetching();
    const forged = discord.post(file).replace(/hm=\w+/, "hm=0000");
    expect(Buffer.from(await fetched(forged))).toEqual(Buffer.from(file.bytes));
    expect(renewals()).toBe(1);
  });

  test("is dead when Discord does not know the file", async () => {
    const { discord, fetched } = await startFetching();
    const link = `${discord.cdnUrl}/attachments/1/2/gone.gif?ex=1&is=1&hm=1`;
    await expect(fetched(link)).rejects.toMatchObject({
      code: "LINK_DEAD",
      facts: { status: 404 },
    });
  });

  test("is dead when Discord does not answer, and the log has no signature in it", async () => {
    const { discord, fetched, logged } = await startFetching();
    discord.faults.push({ method: "POST", path: /refresh-urls/, status: 403, code: 50_001 });
    const ended = discord.post(file, -dayMs);
    await expect(fetched(ended)).rejects.toMatchObject({ code: "LINK_DEAD" });
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain("did not renew");
    expect(logged[0]).not.toContain(new URL(ended).searchParams.get("hm"));
  });
});

describe("what is an attachment", () => {
  const cdn = "https://cdn.discordapp.com";
  const attachment = (link: string) => discordAttachment(new URL(link), cdn)?.href;

  test.each([
    [
      "the original of what the proxy made a still of",
      "https://media.discordapp.net/attachments/1/22/a.gif?ex=1&is=2&hm=3&format=webp&width=400",
      `${cdn}/attachments/1/22/a.gif?ex=1&is=2&hm=3`,
    ],
    [
      "an attachment that only one person sees",
      `${cdn}/ephemeral-attachments/1/22/a.gif?ex=1&hm=3`,
      `${cdn}/ephemeral-attachments/1/22/a.gif?ex=1&hm=3`,
    ],
    ["no emoji", `${cdn}/emojis/1234.gif`, undefined],
    ["no folder", `${cdn}/attachments/1/`, undefined],
    [
      "nothing of another host",
      "https://cdn.discordapp.com.evil.example/attachments/1/2/a",
      undefined,
    ],
    ["nothing over plain http", "http://cdn.discordapp.com/attachments/1/2/a.gif", undefined],
  ])("%s", (_, link, is) => {
    expect(attachment(link)).toBe(is);
  });
});
