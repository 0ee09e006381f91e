import { describe, expect, test } from "vitest";
import { sleep } from "../../src/core/deadline.ts";
import { LeaseLost, createLeases } from "../../src/services/job-lease.ts";
import type { JobLease, Taken } from "../../src/services/job-lease.ts";
import { newJobRecord } from "../../src/services/job-record.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { slowRecords } from "../support/slow-records.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";

const start = Date.parse("2026-11-22T12:00:00Z");

/** One acked job in a store that processes share, and the leases of as many of them as a test wants. */
async function sharedJob() {
  const time = { now: start };
  const records = slowRecords<JobRecord>({ ticks: () => 2 });
  const url = { url: "https://example.com/x" };
  const reply = { applicationId: "1", token: "t", createdAt: start, attachmentLimit: 1 };
  const who = { personId: "7", guildId: undefined, roleIds: [], isBooster: false };
  const request = { id: "1", ...who, target: url, face: url, wishes: plainWishes, reply };
  await records.compareAndSet("1", undefined, {
    ...newJobRecord(request, start),
    state: "acked",
  });
  let tokens = 0;
  const process = (owner: string, alone = false) =>
    createLeases({
      records,
      clock: () => time.now,
      sleep,
      owner,
      alone,
      newToken: () => `${owner}-${(tokens += 1)}`,
      leaseMs: 60_000,
    });
  return { time, records, process };
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
