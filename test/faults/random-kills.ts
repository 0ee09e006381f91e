import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { accountRecord } from "../../src/services/account-record.ts";
import type { AccountRecord } from "../../src/services/account-record.ts";
import { jobRecord } from "../../src/services/job-record.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { startFakeProvider } from "../support/fake-provider.ts";
import { plainGif, plainPhoto } from "../support/job-world.ts";
import { runChild } from "../support/run-child.ts";

const loadChild = new URL("./load-child.ts", import.meta.url);
const jobsARun = 400;
const kills = 100;
/** Counted in calls of the swap API and of the file host, about a dozen a job, so that a slow machine is killed as far on its way. */
const mostCallsARun = 200;

async function startProvider() {
  const provider = await startFakeProvider(plainGif(20));
  onTestFinished(() => provider.close());
  provider.cdn.set("dance.gif", plainGif(20));
  provider.cdn.set("face.jpg", await plainPhoto());
  const account = provider.rules.keys.get(provider.apiKey);
  if (account) account.credits = Infinity;
  // Every third task fails, so that holds end both ways.
  const failing = new Set<string>();
  provider.onCreateTask = () => {
    const { size } = provider.tasks;
    if (size % 3 === 0) failing.add([...provider.tasks.keys()][size - 1]);
    provider.nextEnd = size % 3 === 2 ? { status: "failed" } : undefined;
  };
  return { provider, failing };
}

/** Kills a process with jobs on its hands at random, again and again; then lets one come to its end and takes stock. */
async function killAtRandom(storeUrl: string, leaseMs: number) {
  const { provider, failing } = await startProvider();
  const acked = new Set<string>();
  const told = new Map<string, string[]>();
  const seed = Math.floor(Math.random() * 2 ** 31);
  process.stdout.write(`${kills} kills with seed ${seed}\n`);
  let random = seed;
  const nextRandom = () => (random = (random * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

  const note = (lines: readonly string[]) => {
    for (const line of lines) {
      const [what, id] = line.split(" ");
      if (what === "acked") acked.add(id);
      else if (what === "result" || what === "failure")
        told.set(id, [...(told.get(id) ?? []), what]);
    }
  };
  const startChild = (first: number, count: number) =>
    runChild(loadChild, [storeUrl, provider.origin, ...[first, count, leaseMs].map(String)]);
  let coming = startChild(1, jobsARun);
  for (let kill = 0; kill < kills; kill += 1) {
    const child = coming;
    child.process.stdin?.write("begin\n");
    await child.line("ready");
    const next = kill + 1;
    // Loads its modules while this one works, and waits for its word before it touches the store.
    coming = next < kills ? startChild(1 + next * jobsARun, jobsARun) : startChild(1, 0);
    let callsLeft = 1 + Math.floor(nextRandom() * mostCallsARun);
    const called = new Promise<void>((resolve) => {
      provider.onCall = () => {
        if ((callsLeft -= 1) === 0) resolve();
      };
    });
    // One that dies by itself calls nobody any more.
    await Promise.race([called, child.ended]);
    expect(child.process.exitCode).toBeNull();
    // Between two calls as well as at one.
    await delay(nextRandom() * 10);
    await child.kill();
    note(child.lines);
  }
  provider.onCall = () => {};
  coming.process.stdin?.write("begin\n");
  await coming.line("all done");
  expect(await coming.ended).toBe(0);
  note(coming.lines);

  const store = await openStore(storeUrl);
  onTestFinished(() => store.close());
  const jobs = new Map<string, JobRecord>();
  for await (const [id, job] of store.records("job", jobRecord).entries()) jobs.set(id, job);
  const accounts: AccountRecord[] = [];
  for await (const [, one] of store.records("account", accountRecord).entries()) accounts.push(one);
  return { acked, told, jobs, accounts, failing, tasks: new Set(provider.tasks.keys()) };
}

type Left = Awaited<ReturnType<typeof killAtRandom>>;

/** Everything that went wrong, in words; empty when nothing did, whenever and wherever the process died. */
function losses(left: Left): string[] {
  const { acked, told, jobs, accounts, tasks } = left;
  const found: string[] = [];
  if (acked.size <= kills) found.push(`only ${acked.size} jobs were acked`);
  for (const id of acked) if (!jobs.has(id)) found.push(`acked job ${id} is lost`);
  for (const [id, job] of jobs) {
    const fault = faultOf(job, left);
    if (fault) found.push(`job ${id} ${fault}`);
    const wrong = told.get(id)?.filter((news) => news !== job.delivery) ?? [];
    if (wrong.length > 0) found.push(`job ${id} was told as ${wrong.join()}`);
  }
  const results = [...jobs.values()].filter(({ delivery }) => delivery === "result").length;
  const used = accounts.reduce((sum, account) => sum + account.used, 0);
  if (used !== 2 * results) found.push(`${used} credits are used for ${results} results`);
  const holds = accounts.flatMap((account) => Object.keys(account.holds));
  if (holds.length > 0) found.push(`jobs ${holds.join()} are held`);

  // Nobody can know what became of a submit in which the process died, and one at a time is under way.
  const known = new Set([...jobs.values()].flatMap(({ taskId }) => taskId ?? []));
  const extra = tasks.size - known.size;
  const unclear = [...jobs.values()].reduce((sum, job) => sum + unclearSubmits(job), 0);
  if (extra > unclear) found.push(`${extra} extra tasks for ${unclear} unclear submits`);
  if (extra > kills) found.push(`${extra} extra tasks for ${kills} kills`);
  process.stdout.write(
    `${kills} kills: ${jobs.size} jobs, ${acked.size} of them acked; ${results} paid, ${jobs.size - results} given back; ${extra} extra tasks of ${unclear} unclear submits\n`,
  );
  return found;
}

/** Submits of which nobody knows what became: all but the one whose task was looked at. */
const unclearSubmits = ({ attempt, taskId }: JobRecord) => attempt - (taskId === undefined ? 0 : 1);

/** What is wrong with one job, its task and its booking taken together. */
function faultOf(job: JobRecord, { accounts, failing, tasks }: Left): string | undefined {
  const { id, state, lease, delivery, failure, taskId, attempt, price } = job;
  if (state !== "delivered" || lease !== undefined) return `is ${state}`;
  // After two deaths in that window it is given up; nothing else but its task may make a job fail.
  const isUnclear = failure?.code === "SWAP_API_UNCLEAR" && attempt === 2;
  if (attempt > 2) return `was submitted ${attempt} times`;
  if (taskId === undefined && !isUnclear) return `has no task: ${failure?.code}`;
  if (taskId !== undefined && !tasks.has(taskId)) return "has a task that was never made";
  const isFailing = taskId === undefined || failing.has(taskId);
  if (delivery !== (isFailing ? "failure" : "result")) {
    return `was delivered as ${delivery} (${failure?.code})`;
  }
  if (price !== 2) return `was held at ${price}`;
  const [booked, more] = accounts.flatMap(({ closed }) => (closed[id] ? [closed[id]] : []));
  if (more) return "is booked on two accounts";
  const end = isFailing ? "released" : "settled";
  if (booked?.end !== end || booked.price !== price) {
    return `is booked as ${booked?.end} at ${booked?.price}, and not as ${end}`;
  }
  return undefined;
}

/**
 * A hundred kills at random under load.
 * @param leaseMs of the processes that die
 * @returns everything that went wrong, in words; empty when nothing did
 */
export async function lossesOfKills(storeUrl: string, leaseMs: number): Promise<string[]> {
  return losses(await killAtRandom(storeUrl, leaseMs));
}
