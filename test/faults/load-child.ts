import { once } from "node:events";
import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { createLogger } from "../../src/core/logger.ts";
import { openMachine } from "../support/open-machine.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { nowhere } from "../support/nowhere.ts";

/**
 * Gives itself jobs as fast as they end, until it is killed, and writes a line after each fact that somebody was told:
 * `acked <id>`, `result <id>`, `failure <id>`; and `log <message>` for each warning. Opens the store when it reads a line.
 * Arguments: store, origin of the provider, first number, how many, the lease's milliseconds.
 */
const [storeUrl, apiOrigin, first, count, leaseMs] = process.argv.slice(2);
const runningAtOnce = 12;

/** At once and in order, so that the parent has it whatever happens next. */
const say = (line: string) => void writeSync(1, `${line}\n`);

await once(process.stdin, "data");
const opened = await openMachine({
  storeUrl,
  apiOrigin,
  leaseMs: Number(leaseMs),
  creditsPerPeriod: 1_000_000,
  maxRunningPerPerson: 1_000_000,
  // A hundred kills take minutes; no job is to run out of time meanwhile.
  maxJobMs: 60 * 60 * 1000,
  log: createLogger({
    level: "warn",
    destination: { write: (line) => say(`log ${(JSON.parse(line) as { msg: string }).msg}`) },
  }),
  reply: {
    progress: () => {},
    handOver: async () => {},
    quote: async () => {},
    result: async (_to, jobId) => say(`result ${jobId}`),
    failure: async (_to, jobId) => say(`failure ${jobId}`),
  },
});
const { machine, records } = opened;
await opened.recover();
say("ready");

const own: string[] = [];
for (let made = 0; made < Number(count); made += 1) {
  const id = String(Number(first) + made);
  const media = (name: string) => ({ url: `${apiOrigin}/cdn/${name}` });
  const isNew = await machine.create({
    id,
    personId: String(Number(id) % 3),
    guildId: undefined,
    roleIds: [],
    isBooster: false,
    place: nowhere,
    target: media("dance.gif"),
    face: media("face.jpg"),
    wishes: plainWishes,
    reply: { applicationId: "1", token: "t", createdAt: Date.now(), attachmentLimit: 10_000_000 },
  });
  if (isNew) await machine.markAcked(id);
  say(`acked ${id}`);
  own.push(id);
  if (own.length >= runningAtOnce) await ended(own.splice(0, 1));
}
// With nothing of its own left, it goes on with what others left behind.
for (;;) {
  let open = 0;
  for await (const [, job] of records.entries()) if (job.state !== "delivered") open += 1;
  if (open === 0) break;
  await delay(50);
}
await opened.close();
say("all done");
process.exit(0);

async function ended(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    while ((await records.get(id))?.state !== "delivered") await delay(10);
  }
}
