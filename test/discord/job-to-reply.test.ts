import { expect, test } from "vitest";
import { sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createJobReply } from "../../src/discord/job-reply.ts";
import { startTestBot } from "../support/discord/start-test-bot.ts";
import { begin, jobWorld } from "../support/job-world.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };

/** The job machine with the true replies, on an interaction that was acknowledged. */
async function startJob() {
  const { discord, rest, requested } = await startTestBot();
  const handle = discord.slash("faceswap", { gif, face });
  await handle.acked();
  await expect.poll(() => requested.length).toBe(1);
  const log = createLogger({ level: "silent" });
  const world = await jobWorld({ reply: createJobReply({ rest, clock: Date.now, sleep, log }) });
  const started = await world.start();
  const request = world.request("1", { reply: requested[0].reply });
  const account = () => started.accounts.get("person:77");
  const acts = async () => (await account())?.log.map(({ act }) => act);
  return { discord, handle, started, request, account, acts };
}

test("closing does not wait for a Discord that takes nothing, which is told at the next start", async () => {
  const { discord, handle, started, request, acts } = await startJob();
  discord.faults.push({ method: "PATCH", path: /@original$/, status: 502, times: 1000 });
  await begin(started, request);
  await expect
    .poll(async () => (await started.records.get("1"))?.state, { timeout: 10_000 })
    .toBe("settled");
  await started.machine.close(0);
  expect(await started.records.get("1")).toMatchObject({ state: "settled" });
  expect(await acts()).toEqual(["hold", "settle"]);
  expect(handle.edits).toEqual([]);
});
