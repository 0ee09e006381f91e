import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { accountRecord } from "../../src/services/account-record.ts";
import { jobRecord } from "../../src/services/job-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { startFakeProvider } from "../support/fake-provider.ts";
import { plainGif, plainPhoto } from "../support/job-world.ts";
import { runChild } from "../support/run-child.ts";
import { canStart, redis, serverTitle, startServer } from "../support/store-servers.ts";
import { tempDir } from "../support/temp-dir.ts";

const loadChild = new URL("./load-child.ts", import.meta.url);
const jobsARun = 400;
const kills = 100;

async function startProvider() {
  const provider = await startFakeProvider(plainGif(20));
  onTestFinished(() => provider.close());
  provider.cdn.set("dance.gif", plainGif(20));
  provider.cdn.set("face.jpg", await plainPhoto());
  // Every third task fails, so that holds end both ways.
  provider.onCreateTask = () => {
    provider.end = { status: provider.tasks.size % 3 === 0 ? "failed" : "success" };
  };
  return provider;
}

/** Kills a process with jobs on its hands at random, again and again; then lets one come to its end and takes stock. */
async function killAtRandom(storeUrl: string, leaseMs: number) {
  const provider = await startProvider();
  const acked = new Set<string>();
  const told = new Map<string, string[]>();
  const seed = Math.floor(Math.random() * 2 ** 31);
  process.stdout.write(`${kills} kills with seed ${seed}\n`);
  let random = seed;
  const next = () => (random = (random * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

  const note = (lines: readonly string[]) => {
    for (const line of lines) {
      const [what, id] = line.split(" ");
      if (what === "acked") acked.add(id);
      else if (what === "result" || what === "failure")
        told.set(id, [...(told.get(id) ?? []), what]);
    }
  };
  for (let kill = 0; kill < kills; kill += 1) {
    const words = [storeUrl, provider.origin, String(1 + kill * jobsARun), String(jobsARun)];
    const child = runChild(loadChild, [...words, String(leaseMs)]);
    await child.line("ready");
    await delay(20 + next() * 400);
    await child.kill();
    note(child.lines);
  }
  const last = runChild(loadChild, [storeUrl, provider.origin, "1", "0", String(leaseMs)]);
  await last.line("all done");
  expect(await last.ended).toBe(0);
  note(last.lines);

  const store = await openStore(storeUrl);
  onTestFinished(() => store.close());
  const jobs = store.records("job", jobRecord);
  const accounts = store.records("account", accountRecord);
  const ends = new Map<string, "result" | "failure">();
  for await (const [id, job] of jobs.entries()) {
    expect([id, job.state, job.lease]).toEqual([id, "delivered", undefined]);
    if (job.delivery === "result" || job.delivery === "failure") ends.set(id, job.delivery);
  }
  const closed = new Map<string, string>();
  let used = 0;
  for await (const [, account] of accounts.entries()) {
    expect(account.holds).toEqual({});
    used += account.used;
    for (const [id, { end }] of Object.entries(account.closed)) closed.set(id, end);
  }
  return { acked, told, ends, closed, used, tasks: provider.tasks.size };
}

/** Everything that went wrong, in words; empty when nothing did, whenever and wherever the process died. */
function losses(left: Awaited<ReturnType<typeof killAtRandom>>): string[] {
  const { acked, told, ends, closed, used, tasks } = left;
  const found: string[] = [];
  if (acked.size <= kills) found.push(`only ${acked.size} jobs were acked`);
  for (const id of acked) if (!ends.has(id)) found.push(`acked job ${id} has no end`);
  for (const [id, news] of told) {
    if (news.some((one) => one !== ends.get(id)))
      found.push(`job ${id} was told as ${news.join()}`);
  }
  // The ledger says the same as what people were told: 2 credits a result, none for a failure.
  const results = [...ends].filter(([, end]) => end === "result");
  if (used !== 2 * results.length) found.push(`${used} credits for ${results.length} results`);
  for (const [id, end] of ends) {
    const booked = closed.get(id);
    // A job may fail before anything was held for it.
    const isRight = end === "result" ? booked === "settled" : booked !== "settled";
    if (!isRight) {
      found.push(`job ${id} ended in a ${end} and is ${booked ?? "not"} booked`);
    }
  }
  // In the one window in which nobody can know, a kill may cost the owner one task for each job in it.
  if (tasks > ends.size + kills) found.push(`${tasks} tasks for ${ends.size} jobs`);
  process.stdout.write(
    `${kills} kills: ${acked.size} acked jobs, ${results.length} paid, ${ends.size - results.length} given back, ${tasks - ends.size} extra tasks\n`,
  );
  return found;
}

describe("a hundred kills at random under load", () => {
  test("lose no acked job and no credit where one process has the store", async () => {
    const url = `sqlite:${join(tempDir(), "bot.sqlite")}`;
    const left = await killAtRandom(url, 60_000);
    expect(losses(left)).toEqual([]);
  });

  test.runIf(canStart(redis))(
    `lose no acked job and no credit in ${serverTitle(redis)}`,
    async () => {
      const server = await startServer(redis);
      onTestFinished(() => server.close());
      const left = await killAtRandom(server.url, 800);
      expect(losses(left)).toEqual([]);
    },
  );
});
