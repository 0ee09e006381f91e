import { describe, expect, test } from "vitest";
import { sleep } from "../../src/core/deadline.ts";
import { AppError } from "../../src/core/errors.ts";
import { LeaseLost, createLeases } from "../../src/services/job-lease.ts";
import type { JobLease, Taken } from "../../src/services/job-lease.ts";
import { newJobRecord } from "../../src/services/job-record.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { slowRecords } from "../support/slow-records.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { nowhere } from "../support/nowhere.ts";

const start = Date.parse("2026-11-22T12:00:00Z");

/** One acked job in a store that processes share, and the leases of as many of them as a test wants. */
async function sharedJob() {
  const time = { now: start };
  /** How long the next reads and writes take, in turns of the event loop. */
  const pauses: number[] = [];
  const store = { isDown: false };
  const records = slowRecords<JobRecord>({
    ticks: () => pauses.shift() ?? 2,
    onWrite: (next) => {
      if (store.isDown) throw new AppError("STORE_FAILED");
      return next;
    },
  });
  const url = { url: "https://example.com/x" };
  const reply = { applicationId: "1", token: "t", createdAt: start, attachmentLimit: 1 };
  const who = { personId: "7", guildId: undefined, roleIds: [], isBooster: false, place: nowhere };
  const request = { id: "1", ...who, target: url, face: url, wishes: plainWishes, reply };
  await records.compareAndSet("1", undefined, {
    ...newJobRecord(request, start),
    state: "acked",
  });
  let tokens = 0;
  /** @param skewMs how far its clock is ahead of the others' */
  const process = (owner: string, alone = false, skewMs = 0) =>
    createLeases({
      records,
      clock: () => time.now + skewMs,
      sleep,
      owner,
      alone,
      newToken: () => `${owner}-${(tokens += 1)}`,
      leaseMs: 60_000,
    });
  return { time, pauses, store, records, process };
}

function mine(taken: Taken): JobLease {
  if (taken.kind !== "mine") throw new Error(`the lease is ${taken.kind}`);
  return taken.lease;
}

describe("the lease of a job", () => {
  test("goes to one of ten processes that ask at once", async () => {
    const { process } = await sharedJob();
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, index) => process(String(index))("1")),
    );
    expect(taken.filter(({ kind }) => kind === "mine")).toHaveLength(1);
  });

  test("is given back with the last write, and can be taken by another one then", async () => {
    const { process, records } = await sharedJob();
    const lease = mine(await process("a")("1"));
    await lease.save(() => ({ state: "held" }), true);
    expect(await records.get("1")).toMatchObject({ state: "held" });
    expect(mine(await process("b")("1")).job.state).toBe("held");
  });

  test("runs out, and a holder that was paused beyond it can write nothing any more", async () => {
    const { time, process, records } = await sharedJob();
    const paused = mine(await process("a")("1"));
    expect(await process("b")("1")).toEqual({ kind: "early", at: start + 60_000 });
    time.now += 60_001;
    const other = mine(await process("b")("1"));
    await other.save(() => ({ state: "held" }), false);
    await expect(paused.save(() => ({ state: "failed" }), true)).rejects.toBeInstanceOf(LeaseLost);
    expect(paused.lost.aborted).toBe(true);
    expect(await records.get("1")).toMatchObject({ state: "held" });
  });

  test("that somebody takes between the look and the write of a paused holder fences off that write, too", async () => {
    const { time, pauses, process, records } = await sharedJob();
    const paused = mine(await process("a")("1"));
    time.now += 60_001;
    // The paused one looks, the other one looks, and only then the paused one's write sets out, which takes long.
    pauses.push(1, 2, 50);
    const late = paused.save(() => ({ state: "failed" }), false);
    const other = mine(await process("b")("1"));
    await expect(late).rejects.toBeInstanceOf(LeaseLost);
    expect(await records.get("1")).toMatchObject({ state: "acked", revision: other.job.revision });
    await other.save(() => ({ state: "held" }), true);
  });

  test("that the store was too broken to take back is this process's again at once, and nobody else's", async () => {
    const { store, process, records } = await sharedJob();
    const take = process("a");
    const first = mine(await take("1"));
    store.isDown = true;
    await expect(first.save(() => ({ state: "held" }), true)).rejects.toMatchObject({
      code: "STORE_FAILED",
    });
    await first.release();
    store.isDown = false;
    expect(await process("b")("1")).toMatchObject({ kind: "early" });
    const second = mine(await take("1"));
    await expect(first.save(() => ({ state: "failed" }), true)).rejects.toBeInstanceOf(LeaseLost);
    await second.save(() => ({ state: "held" }), true);
    expect(await records.get("1")).toMatchObject({ state: "held" });
  });

  test("goes to one of two calls of the same process", async () => {
    const { process } = await sharedJob();
    const take = process("a");
    const taken = await Promise.all([take("1"), take("1"), take("1")]);
    expect(taken.filter(({ kind }) => kind === "mine")).toHaveLength(1);
    expect((await take("1")).kind).toBe("early");
  });

  test("is kept by every write, however long the work takes", async () => {
    const { time, process } = await sharedJob();
    const lease = mine(await process("a")("1"));
    time.now += 50_000;
    await lease.save(() => ({ state: "held" }), false);
    time.now += 50_000;
    expect(await process("b")("1")).toMatchObject({ kind: "early" });
  });

  test("of a dead process does not count where no other process can be", async () => {
    const { process } = await sharedJob();
    mine(await process("killed", true)("1"));
    expect(mine(await process("restarted", true)("1")).job.state).toBe("acked");
  });

  test("is not taken away by a process whose clock is a little behind, nor by one a little ahead", async () => {
    const { process } = await sharedJob();
    const lease = mine(await process("a")("1"));
    await lease.save(() => ({ state: "submitting" }), false);
    expect(await process("behind", false, -2_000)("1")).toMatchObject({ kind: "early" });
    expect(await process("ahead", false, 2_000)("1")).toMatchObject({ kind: "early" });
    await lease.save(() => ({ state: "submitted" }), true);
  });

  test("from a future that the clock has left does not strand the job", async () => {
    const { time, process } = await sharedJob();
    time.now += 24 * 60 * 60 * 1000;
    mine(await process("a")("1"));
    time.now = start;
    expect((await process("b")("1")).kind).toBe("mine");
  });

  test("keeps what others wrote into the record meanwhile", async () => {
    const { process, records } = await sharedJob();
    const lease = mine(await process("a")("1"));
    await records.update("1", (job) => {
      if (!job) throw new Error("no job");
      return { ...job, reply: { ...job.reply, token: "fresh" } };
    });
    await lease.save(() => ({ state: "held" }), true);
    expect(await records.get("1")).toMatchObject({ state: "held", reply: { token: "fresh" } });
  });

  test("is not given for a job that is over, or does not exist", async () => {
    const { process, records } = await sharedJob();
    const lease = mine(await process("a")("1"));
    await lease.save(() => ({ state: "delivered" }), true);
    expect(await process("a")("1")).toEqual({ kind: "over" });
    expect(await process("a")("2")).toEqual({ kind: "over" });
    expect(await records.get("2")).toBeUndefined();
  });
});
