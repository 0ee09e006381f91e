import { expect } from "vitest";
import { sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createJobReply } from "../../src/discord/job-reply.ts";
import { newJobRecord } from "../../src/services/job-record.ts";
import { resultRecord } from "../../src/services/results/result-record.ts";
import type { SlashContext } from "./discord/interaction-payload.ts";
import { startTestBot } from "./discord/start-test-bot.ts";
import type { TestBotOptions } from "./discord/start-test-bot.ts";
import { swapReply } from "./swap-reply.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };

/** What the person got. */
export const swapped = Buffer.from("GIF89a swapped");

/** A bot that has just delivered a result for 2 credits. */
export async function deliveredResult(context: SlashContext = {}, options: TestBotOptions = {}) {
  const bot = await startTestBot(options);
  const { discord, rest, requested, results } = bot;
  const handle = discord.slash("faceswap", { gif, face }, context);
  await handle.acked();
  await expect.poll(() => requested.length).toBe(1);
  const [request] = requested;
  await results.remember({ ...newJobRecord(request, Date.now()), price: 2 });
  const log = createLogger({ level: "silent" });
  const reply = createJobReply({ rest, clock: Date.now, sleep, log });
  await reply.result(
    request.reply,
    request.id,
    swapReply(swapped, handle.personId, { frames: 20, price: 2, creditsLeft: 8 }),
  );
  /** As 30 days do. */
  const forget = () => bot.store.records("result", resultRecord).delete(request.id);
  return { ...bot, handle, request, forget };
}
