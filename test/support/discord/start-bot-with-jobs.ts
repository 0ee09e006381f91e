import { sleep } from "../../../src/core/deadline.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createJobReply } from "../../../src/discord/job-reply.ts";
import { jobWorld } from "../job-world.ts";
import type { MachineOptions } from "../open-machine.ts";
import { startTestBot } from "./start-test-bot.ts";

/** The true gateway client, commands, job machine and replies; only the media come from the provider's own files. */
export async function startBotWithJobs(options: Partial<MachineOptions> = {}) {
  const taken: boolean[] = [];
  const bot = await startTestBot({
    swaps: {
      async create(asked) {
        const { target, face: photo } = world.request(asked.id);
        const isNew = await started.machine.create({ ...asked, target, face: photo });
        taken.push(isNew);
        return isNew;
      },
      markAcked: (id) => started.machine.markAcked(id),
      drop: (id) => started.machine.drop(id),
      checkPress: (...args) => started.machine.checkPress(...args),
      cancel: (...args) => started.machine.cancel(...args),
    },
  });
  const log = createLogger({ level: "silent" });
  const reply = createJobReply({ rest: bot.rest, clock: Date.now, sleep, log });
  const world = await jobWorld({ reply, ...options });
  const started = await world.start();
  await started.recover();
  /** The acts of every account there is. */
  async function acts(): Promise<string[]> {
    const found: string[] = [];
    for await (const [, account] of started.accounts.entries()) {
      found.push(...account.log.map(({ act }) => act));
    }
    return found;
  }
  const edits = () => bot.discord.requests.filter(({ method }) => method === "PATCH");
  return { ...bot, provider: world.provider, started, taken, acts, edits };
}
