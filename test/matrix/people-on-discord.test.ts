import { Events } from "discord.js";
import { describe, expect, test } from "vitest";
import { faceswap } from "../../src/commands/faceswap.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createDiscordClient } from "../../src/discord/client.ts";
import { createJobReply } from "../../src/discord/job-reply.ts";
import type { Fault } from "../support/discord/faults.ts";
import { startBotWithJobs } from "../support/discord/start-bot-with-jobs.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import { createManualTime } from "../support/manual-time.ts";
import { swapReply } from "../support/swap-reply.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const log = createLogger({ level: "silent" });

describe("a person who uses /faceswap", () => {
  test("and whom Discord told “did not respond” pays nothing, and the next command works", async () => {
    const { discord, started, provider, acts, outcomes } = await startBotWithJobs();
    discord.faults.push({ method: "POST", path: /\/callback$/, status: 404, code: 10_062 });
    discord.slash("faceswap", { gif, face });
    await expect.poll(() => outcomes).toEqual(["faceswap late"]);
    expect(provider.tasks.size).toBe(0);
    expect(await acts()).toEqual([]);

    const second = discord.slash("faceswap", { gif, face });
    await second.shows(({ attachments }) => attachments.length === 1);
    await started.ended(second.id);
    expect(await acts()).toEqual(["hold", "settle"]);
  });

  test.each<[string, Fault]>([
    [
      "our acknowledgement got lost after Discord took it (40060)",
      { path: /\/callback$/, cut: "after" },
    ],
    [
      "Discord forgets the reply for a moment (10015)",
      { path: /@original$/, status: 404, code: 10_015 },
    ],
  ])("sees the swap, once, although %s", async (_, fault) => {
    const { discord, started, provider, acts } = await startBotWithJobs();
    discord.faults.push(fault);
    const handle = discord.slash("faceswap", { gif, face });
    await handle.shows(({ attachments }) => attachments.length === 1);
    await started.ended(handle.id);
    const withFile = handle.edits.filter(({ message }) => message.attachments.length > 0);
    expect(withFile).toHaveLength(1);
    expect(provider.tasks.size).toBe(1);
    expect(await acts()).toEqual(["hold", "settle"]);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("while two of theirs run stands in the line, sees where, and gets the swap in their turn", async () => {
    const { discord, provider, acts } = await startBotWithJobs({ maxRunningPerPerson: 2 });
    provider.runningLooks = Infinity;
    const running = [1, 2].map(() => discord.slash("faceswap", { gif, face }));
    await expect.poll(() => provider.tasks.size).toBe(2);
    const third = discord.slash("faceswap", { gif, face });
    const waiting = await third.shows(({ content }) => content.includes("2 swaps before yours"));
    expect(waiting.content).toMatch(
      /^Waiting until another swap of yours is done…\n.* · should be done <t:\d+:R>$/,
    );
    expect(JSON.stringify(waiting.components)).toContain('"label":"Cancel"');
    expect(await acts()).toEqual(["hold", "hold"]);
    provider.runningLooks = 0;
    for (const handle of [...running, third]) {
      await handle.shows(({ attachments }) => attachments.length === 1);
    }
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("gives up their turn in the line with Cancel, and is told at once when they have too many", async () => {
    const { discord, provider, acts } = await startBotWithJobs({
      maxRunningPerPerson: 1,
      maxWaitingPerPerson: 1,
    });
    provider.runningLooks = Infinity;
    discord.slash("faceswap", { gif, face });
    await expect.poll(() => provider.tasks.size).toBe(1);
    const second = discord.slash("faceswap", { gif, face });
    await second.shows(({ content }) => content.includes("1 swap before yours"));
    const third = discord.slash("faceswap", { gif, face });
    expect(await third.acked()).toMatchObject({ ephemeral: true });
    expect(third.original?.content).toContain("You already have 2 swaps running or waiting.");
    const over = await discord
      .press(second, "Cancel")
      .shows(({ content }) => content.includes("cancelled"));
    expect(over.content).toContain("cost you nothing");
    // The first one's.
    expect(await acts()).toEqual(["hold"]);
    expect(discord.problems()).toEqual([]);
  });

  test("and deletes the reply meanwhile gets nothing posted anew", async () => {
    const { discord, started, provider } = await startBotWithJobs();
    provider.runningLooks = Infinity;
    const handle = discord.slash("faceswap", { gif, face });
    await expect.poll(() => provider.tasks.size).toBe(1);
    handle.deleteReply();
    provider.runningLooks = 0;
    const state = async () => (await started.records.get(handle.id))?.state;
    await expect.poll(state, { timeout: 20_000 }).toBe("kept");
    expect(handle.original).toBeUndefined();
    expect(discord.channelMessages()).toEqual([]);
    expect(handle.followUps).toEqual([]);
  });

  test("on a server whose line is slow sees the swap once, though its upload takes longer than 15 s", async () => {
    const { discord, rest, requested } = await startTestBot();
    const handle = discord.slash("faceswap", { gif, face });
    await handle.acked();
    await expect.poll(() => requested.length).toBe(1);
    const { clock, sleep } = createManualTime();
    const reply = createJobReply({ rest, clock, sleep, log });
    discord.faults.push({ method: "PATCH", path: /@original$/, slowAnswerMs: 16_000 });
    await reply.result(requested[0].reply, handle.id, swapReply(gif.bytes, handle.personId));
    expect(discord.requests.filter(({ method }) => method === "PATCH")).toHaveLength(1);
    expect(handle.original?.attachments).toHaveLength(1);
  });

  test("for their own eyes reads beforehand that such a GIF cannot become a favourite", () => {
    const { options } = faceswap.data;
    const option = options.find(({ name }) => name === "private");
    expect(option?.description).toContain("favourite");
    expect(option?.description_localizations?.de).toContain("Favorit");
  });
});

test("nobody notices an error of the connection itself: the bot goes on", async () => {
  const { discord } = await startTestBot();
  const client = createDiscordClient({ apiUrl: discord.apiUrl, log });
  expect(client.emit(Events.Error, new Error("the socket said something odd"))).toBe(true);
  expect(client.emit(Events.ShardError, new Error("and once more"), 0)).toBe(true);
  await client.destroy();
});
