import { array, constantFrom, nat, record } from "fast-check";
import type { Arbitrary } from "fast-check";
import { createLogger } from "../../src/core/logger.ts";
import { createMetrics } from "../../src/core/metrics.ts";
import type { AccountRecord } from "../../src/services/account-record.ts";
import { advance } from "../../src/services/advance.ts";
import type { AdvanceDeps } from "../../src/services/advance.ts";
import { createInterrupts } from "../../src/services/interrupts.ts";
import { createLeases } from "../../src/services/job-lease.ts";
import type { Taken } from "../../src/services/job-lease.ts";
import { createJobPresses } from "../../src/services/job-presses.ts";
import { newJobRecord } from "../../src/services/job-record.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { createCallJob } from "../../src/services/line/call-job.ts";
import { createLine } from "../../src/services/line/line.ts";
import type { LineRecord } from "../../src/services/line/line-record.ts";
import { createRunningPlaces } from "../../src/services/line/running-places.ts";
import { noSettings } from "../../src/services/server-settings.ts";
import { createLedger } from "../../src/services/ledger.ts";
import { createPollSchedule } from "../../src/services/poll-schedule.ts";
import { botTariff } from "../../src/services/price.ts";
import { createSlots } from "../../src/services/slots.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { plainGif } from "../support/job-world.ts";
import { slowRecords } from "../support/slow-records.ts";
import { nowhere } from "../support/nowhere.ts";

const start = Date.parse("2026-11-22T12:00:00Z");
const gif = plainGif(20);
const log = createLogger({ level: "silent" });
const payer = { account: "person:7", purse: "person", credits: 10, from: "bot" } as const;
const faces = [0, 1].map((id) => ({ id, cropUrl: "https://api.example/crop" }));
const never = new AbortController().signal;

/** What happens to one of two processes that share a store: it works, stops for a while, goes on, or dies. */
export const happenings: Arbitrary<Happening[]> = array(
  record({
    who: nat(1),
    what: constantFrom(
      ...(["wake", "wake", "wake", "pause", "resume", "kill", "lease runs out"] as const),
      ...(["agree", "change", "cancel"] as const),
    ),
    ticks: nat(40),
  }),
  { minLength: 1, maxLength: 40 },
);
export interface Happening {
  readonly who: number;
  readonly what:
    | "wake"
    | "pause"
    | "resume"
    | "kill"
    | "lease runs out"
    | "agree"
    | "change"
    | "cancel";
  readonly ticks: number;
}

/** One that stops somewhere on its way, is taken for dead by the other, which ends the job, and then goes on. */
export const overtaken = nat(60).map((ticks): Happening[] => [
  { who: 0, what: "wake", ticks },
  { who: 0, what: "pause", ticks: ticks % 8 },
  { who: 0, what: "lease runs out", ticks: 1 },
  ...Array.from({ length: 12 }, () => [
    { who: 1, what: "wake" as const, ticks: 40 },
    { who: 1, what: "lease runs out" as const, ticks: 1 },
  ]).flat(),
  { who: 0, what: "resume", ticks: 40 },
]);

export interface Spoil {
  /** The person is asked before anything is held. */
  readonly asks?: boolean;
  /** Whoever asks may work. */
  readonly noLease?: boolean;
  /** The account forgets which jobs have ended. */
  readonly noTombstone?: boolean;
  /** The person has a second job, and one place for both. */
  readonly shares?: boolean;
  /** There is a place for whoever asks. */
  readonly noLine?: boolean;
}

interface Process {
  dead: boolean;
  paused: Promise<void> | undefined;
  resume: () => void;
  readonly deps: AdvanceDeps;
}

/** States of a job that has its place for sure. */
const working = new Set(["held", "submitting", "submitted", "finished", "settled"]);

/** One job or two, two processes, and everything that happens; returns what it came to. */
export async function live(story: readonly Happening[], taskFails: boolean, spoil: Spoil = {}) {
  let now = start;
  let turn = 0;
  const ticks = () => (story[(turn += 1) % story.length].ticks * 7 + turn) % 5;
  const ids = spoil.shares ? ["1", "2"] : ["1"];
  const atWork = new Set<string>();
  let mostAtWork = 0;
  const jobs = slowRecords<JobRecord>({
    ticks,
    onWrite(next) {
      if (working.has(next.state)) atWork.add(next.id);
      else atWork.delete(next.id);
      mostAtWork = Math.max(mostAtWork, atWork.size);
      return next;
    },
  });
  const lines = {
    people: slowRecords<LineRecord>({ ticks }),
    servers: slowRecords<LineRecord>({ ticks }),
  };
  const accounts = slowRecords<AccountRecord>({
    ticks,
    onWrite: (next) => (spoil.noTombstone ? { ...next, closed: {} } : next),
  });
  const ledger = createLedger({
    records: accounts,
    clock: () => now,
    period: "day",
    timeZone: "UTC",
  });
  const told = new Map<string, string[]>(ids.map((id) => [id, []]));
  let tasks = 0;
  let kills = 0;
  let processes = 0;

  function open(): Process {
    const owner = `process ${(processes += 1)}`;
    let tokens = 0;
    /** Lets a call through when its process runs; a dead one's never comes back. */
    async function through<T>(call: () => Promise<T>): Promise<T> {
      await gate();
      const answer = await call();
      await gate();
      return answer;
    }
    async function gate(): Promise<void> {
      for (let tick = ticks(); tick > 0; tick -= 1) await Promise.resolve();
      while (process.paused) await process.paused;
      if (process.dead) await new Promise(() => {});
    }
    const records = {
      ...jobs,
      read: (id: string) => through(() => jobs.read(id)),
      compareAndSet: (id: string, raw: string | undefined, next: JobRecord) =>
        through(() => jobs.compareAndSet(id, raw, next)),
      update: (id: string, change: (job: JobRecord | undefined) => JobRecord) =>
        through(() => jobs.update(id, change)),
    };
    const lease = createLeases({
      records,
      clock: () => now,
      sleep: () => new Promise(() => {}),
      owner,
      alone: false,
      newToken: () => `${owner}-${(tokens += 1)}`,
    });
    const lineOn = (name: "people" | "servers") =>
      createLine({
        lines: {
          ...lines[name],
          get: (key) => through(() => lines[name].get(key)),
          update: (key, change) => through(() => lines[name].update(key, change)),
        },
        jobs: { get: (id) => through(() => jobs.get(id)) },
        clock: () => now,
      });
    const places = createRunningPlaces({
      people: lineOn("people"),
      servers: lineOn("servers"),
      rules: { get: async () => noSettings },
      mostPerPerson: 1,
      mostPerServer: 1,
      mostWaitingPerPerson: 1,
      mostWaitingPerServer: 1,
      call: createCallJob({
        records,
        wakeups: { schedule: async () => {} },
        clock: () => now,
        log,
      }),
    });
    const process: Process = {
      dead: false,
      paused: undefined,
      resume: () => {},
      deps: {
        lease: spoil.noLease ? (id) => takeAnyway(records, id) : lease,
        owner,
        ledger: {
          ...ledger,
          hold: (booking) => through(() => ledger.hold(booking)),
          settle: (closing) => through(() => ledger.settle(closing)),
          release: (closing) => through(() => ledger.release(closing)),
        },
        results: { remember: async () => {} },
        allowances: {
          allowanceOf: async () => payer,
          payersOf: async () => [payer],
          offerTo: async () => ({ allowance: payer, tariff: botTariff }),
          termsOf: async () => ({ payers: [payer], tariff: botTariff }),
        },
        api: {
          upload: (_bytes, type) => through(async () => `https://api.example/${type}`),
          createTask: () =>
            through(async () => ({ kind: "accepted", taskId: `task ${(tasks += 1)}` }) as const),
          taskInfo: () =>
            through(async () =>
              taskFails
                ? ({ kind: "failed", code: "SWAP_FAILED" } as const)
                : ({ kind: "succeeded", resultUrl: "https://api.example/result" } as const),
            ),
          checkFace: async () => undefined,
          judgesFaces: () => false,
          takesStrength: async () => false,
          detectFaces: () => through(async () => "detection"),
          detection: () =>
            through(async () => ({ kind: "found", detectId: "list", faces }) as const),
          cancelTask: () => through(async () => true),
        },
        intake: {
          take: () =>
            through(async () => ({
              target: { bytes: gif, type: "image/gif", frames: 20 },
              face: { bytes: gif, type: "image/jpeg" },
            })),
        },
        downloader: {
          download: () =>
            through(async () => ({ bytes: gif, finalUrl: "https://api.example/result" })),
          close: async () => {},
        },
        fit: async () => ({ bytes: gif, givenUp: [] }),
        drawFaces: async () => ({ png: gif }),
        pace: { expect: async () => 1, expectWait: async () => 1, learn: async () => {} },
        interrupts: createInterrupts(),
        quoteFrom: spoil.asks ? 1 : 100,
        places: spoil.noLine ? { ...places, take: async () => ({ kind: "runs" }) } : places,
        placeLookMs: 10_000,
        safety: async () => {},
        toGif: async () => {
          throw new Error("the result is a GIF already");
        },
        reply: {
          progress: () => {},
          handOver: async () => {},
          quote: async () => {},
          result: (_to, id) => through(async () => void told.get(id)?.push("result")),
          failure: (_to, id) => through(async () => void told.get(id)?.push("failure")),
        },
        schedule: createPollSchedule({ minMs: 1000, random: () => 0.5 }),
        slots: createSlots(4),
        submits: createSlots(1),
        clock: () => now,
        sleep: async () => {},
        log,
        metrics: createMetrics(),
        unclearWaitMs: 1000,
        keptMs: 60_000,
        maxJobMs: 24 * 60 * 60 * 1000,
        onEnd: (job) => places.leave(job),
      },
    };
    return process;
  }

  const url = { url: "https://example.com/x" };
  const reply = { applicationId: "1", token: "t", createdAt: start, attachmentLimit: 1e7 };
  const who = { personId: "7", guildId: undefined, roleIds: [], isBooster: false, place: nowhere };
  for (const id of ids) {
    const job = newJobRecord(
      { id, ...who, target: url, face: url, wishes: plainWishes, reply },
      start,
    );
    await jobs.compareAndSet(id, undefined, { ...job, state: "acked" });
  }

  const running = [open(), open()];
  const pressed = { ...reply, createdAt: start + 24 * 60 * 60 * 1000 };
  let presses = 0;
  /** Of these the person was told that they are cancelled. */
  const cancelled = new Set<string>();
  const buttons = createJobPresses({
    records: jobs,
    wakeups: { schedule: async () => {} },
    clock: () => now,
    interrupt: () => {},
  });
  async function press(what: "agree" | "change" | "cancel"): Promise<void> {
    const to = { ...pressed, token: `press ${(presses += 1)}` };
    const id = ids[presses % ids.length];
    if (what === "agree") await buttons.agree(id, to);
    else if (what === "change") await buttons.editQuote(id, { kind: "choose" }, to);
    else {
      await buttons.cancel(id, to);
      cancelled.add(id);
    }
  }
  const wakeAll = (process: Process) => Promise.all(ids.map((id) => wake(process, id)));
  for (const { who: index, what, ticks: pause } of story) {
    const process = running[index];
    if (what === "wake") void wakeAll(process);
    else if (what === "agree" || what === "change" || what === "cancel") {
      await press(what).catch(() => {});
    } else if (what === "lease runs out") now += 61_000;
    else if (what === "kill") {
      process.dead = true;
      process.resume();
      running[index] = open();
      kills += 1;
    } else if (what === "pause" && !process.paused) {
      process.paused = new Promise((resolve) => {
        process.resume = () => {
          process.paused = undefined;
          resolve();
        };
      });
    } else if (what === "resume") process.resume();
    for (let tick = 0; tick < pause * 8; tick += 1) await Promise.resolve();
  }

  // Peace: everybody goes on, and somebody comes by once a minute.
  for (const process of running) process.resume();
  for (let tick = 0; tick < 3000; tick += 1) await Promise.resolve();
  for (let minute = 0; minute < 30; minute += 1) {
    now += 61_000;
    for (const _ of ids) await press("agree").catch(() => {});
    await wakeAll(running[minute % 2]);
    for (let tick = 0; tick < 400; tick += 1) await Promise.resolve();
  }
  const ends = await Promise.all(
    ids.map(async (id) => ({
      end: await jobs.get(id),
      told: told.get(id),
      isCancelled: cancelled.has(id),
    })),
  );
  const account = await accounts.get("person:7");
  const overrun = story.filter(({ what }) => what === "lease runs out").length;
  return { ends, account, tasks, mostAtWork, overrun, mayHaveCost: ids.length + kills + overrun };
}

/** A process that lost its lease, or was told that the store is away, tries again when it is woken again. */
const wake = ({ deps }: Process, id: string) =>
  advance(id, deps, { stop: never, kill: never }).catch(() => undefined);

/** Without asking, and writing over whatever is there: what a lease is for. */
async function takeAnyway(
  records: Pick<ReturnType<typeof slowRecords<JobRecord>>, "get" | "update">,
  jobId: string,
): Promise<Taken> {
  const job = await records.get(jobId);
  if (!job || job.state === "delivered") return { kind: "over" };
  let mine: JobRecord = job;
  return {
    kind: "mine",
    lease: {
      job,
      lost: never,
      save: (change) => records.update(jobId, () => (mine = { ...mine, ...change(mine) })),
      release: async () => {},
    },
  };
}
