import { expect, test } from "vitest";
import type { Fault } from "../support/discord/faults.ts";
import { startBotWithJobs } from "../support/discord/start-bot-with-jobs.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const patience = { timeout: 60_000 };

test("gateway drop, resume and duplicate delivery in the middle of a job: the same interaction is one job", async () => {
  const { discord, provider, started, taken, outcomes, acts } = await startBotWithJobs();
  provider.runningLooks = Infinity;
  const handle = discord.slash("faceswap", { gif, face });
  await handle.acked();
  discord.gateway.dropSockets();
  discord.redeliver(handle);
  discord.redeliver(handle);
  // One that comes seconds late is left alone before anybody looks whether it is known.
  await expect.poll(() => outcomes, patience).toHaveLength(3);
  await expect.poll(() => provider.tasks.size, patience).toBe(1);
  expect(discord.gateway.identified).toBe(1);
  provider.runningLooks = 0;
  await started.ended(handle.id);
  await handle.shows(({ attachments }) => attachments.length === 1);
  // Once more when everything is over.
  discord.redeliver(handle);
  await expect.poll(() => outcomes, patience).toHaveLength(4);
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(provider.tasks.size).toBe(1);
  expect(await acts()).toEqual(["hold", "settle"]);
  const withFile = handle.edits.filter(({ message }) => message.attachments.length > 0);
  expect(withFile).toHaveLength(1);
});

const path = /@original$/;

test.each<[string, Fault]>([
  ["429", { path, status: 429, headers: { "retry-after": "0.05" } }],
  ["500", { path, status: 500 }],
  ["503", { path, status: 503 }],
  ["a reset", { path, cut: "before" }],
])(
  "Discord answers edits with %s: the final edit arrives once it has healed, and the credits do not notice",
  async (_, fault) => {
    const { discord, started, acts, provider, edits } = await startBotWithJobs();
    discord.faults.push({ ...fault, method: "PATCH", times: 8 });
    const handle = discord.slash("faceswap", { gif, face });
    const message = await handle.shows(({ attachments }) => attachments.length === 1);
    await started.ended(handle.id);
    expect(message.attachments).toHaveLength(1);
    expect(await started.records.get(handle.id)).toMatchObject({ delivery: "result" });
    expect(edits().length).toBeGreaterThan(8);
    expect(provider.tasks.size).toBe(1);
    expect(await acts()).toEqual(["hold", "settle"]);
  },
);
