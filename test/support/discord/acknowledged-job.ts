import { expect } from "vitest";
import { sleep } from "../../../src/core/deadline.ts";
import { limits } from "../../../src/core/limits.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createJobReply } from "../../../src/discord/job-reply.ts";
import { jobWorld } from "../job-world.ts";
import type { MachineOptions } from "../open-machine.ts";
import type { SlashContext } from "./interaction-payload.ts";
import { startTestBot } from "./start-test-bot.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const log = createLogger({ level: "silent" });

/** The job machine with the true replies and buttons, and a request "1" on an interaction that was acknowledged. */
export async function acknowledgedJob(
  context: SlashContext = {},
  options: Partial<MachineOptions> = {},
  asked: { readonly private?: boolean } = {},
) {
  let later = 0;
  const clock = () => Date.now() + later;
  const bot = await startTestBot({
    swaps: {
      checkReveal: (...args) => started.machine.checkReveal(...args),
      reveal: (...args) => started.machine.reveal(...args),
      waiting: (...args) => started.machine.waiting(...args),
      checkPress: (...args) => started.machine.checkPress(...args),
      agree: (...args) => started.machine.agree(...args),
      editQuote: (...args) => started.machine.editQuote(...args),
      cancel: (...args) => started.machine.cancel(...args),
    },
  });
  const { discord, rest, requested } = bot;
  const handle = discord.slash("faceswap", { gif, face, ...asked }, context);
  await handle.acked();
  await expect.poll(() => requested.length).toBe(1);
  const world = await jobWorld({
    clock,
    maxJobMs: limits.maxJobMs,
    reply: createJobReply({ rest, clock, sleep, log }),
    ...options,
  });
  const started = await world.start();
  const request = world.request("1", {
    personId: handle.personId,
    wishes: requested[0].wishes,
    reply: requested[0].reply,
  });
  const account = () => started.accounts.get(`person:${handle.personId}`);
  /** Time passes for the bot; what waits for it is woken as a timer would. */
  async function pass(minutes: number): Promise<void> {
    later += minutes * 60_000;
    await started.wakeups.schedule("1", 0);
  }
  return { ...bot, world, handle, started, request, account, pass };
}
