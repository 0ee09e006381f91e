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
async function killAtRandom(
  storeUrl: string,
  { kills, leaseMs }: { kills: number; leaseMs: number },
) {
  const provider = await startProvider();
  const acked = new Set<string>();
  const told = new Map<string, string[]>();
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`${kills} kills with seed ${seed}`);
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

/** What must be true whenever and wherever the process died. */
function expectNothingLost(left: Awaited<ReturnType<typeof killAtRandom>>, kills: number): void {
  const { acked, told, ends, closed, used, tasks } = left;
  expect(acked.size).toBeGreaterThan(kills);
  // No acked job is lost, each has one end, and its person was told that one and no other.
  expect([...acked].filter((id) => !ends.has(id))).toEqual([]);
  for (const [id, news] of told) expect([id, new Set(news)]).toEqual([id, new Set([ends.get(id)])]);
  // The ledger says the same as what people were told: 2 credits a result, none for a failure.
  const results = [...ends].filter(([, end]) => end === "result");
  expect(used).toBe(2 * results.length);
  for (const [id, end] of ends) {
    expect([id, closed.get(id)]).toEqual([id, end === "result" ? "settled" : "released"]);
  }
  // In the one window in which nobody can know, a kill may cost the owner one task for each job in it.
  expect(tasks).toBeLessThanOrEqual(ends.size + kills);
  console.info(
    `${kills} kills: ${acked.size} acked jobs, ${results.length} paid, ${ends.size - results.length} given back, ${tasks - ends.size} extra tasks`,
  );
}

describe("a hundred kills at random under load", () => {
  test("lose no acked job and no credit where one process has the store", async () => {
    const url = `sqlite:${join(tempDir(), "bot.sqlite")}`;
    expectNothingLost(await killAtRandom(url, { kills: 3, leaseMs: 60_000 }), 3);
  });

  test.runIf(canStart(redis))(
    `lose no acked job and no credit in ${serverTitle(redis)}`,
    async () => {
      const server = await startServer(redis);
      onTestFinished(() => server.close());
      expectNothingLost(await killAtRandom(server.url, { kills: 3, leaseMs: 800 }), 3);
    },
  );
});
