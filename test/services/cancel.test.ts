import { describe, expect, test } from "vitest";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import type { JobMachineDeps } from "../../src/services/job-machine.ts";
import { begin, jobWorld, quoted, runToEnd } from "../support/job-world.ts";
import type { JobWorld, StartedMachine } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });

const pressOn = (world: JobWorld) => ({ ...world.request("1").reply, token: "pressed" });

async function expectCancelled(world: JobWorld, started: StartedMachine): Promise<void> {
  await started.ended("1");
  expect(world.reply.failures).toMatchObject([{ code: "CANCELLED" }]);
  expect(world.reply.results).toEqual([]);
  const account = await started.accounts.get("person:77");
  expect(account?.used ?? 0).toBe(0);
  expect(account?.holds ?? {}).toEqual(noHolds);
  expect(await started.people.list("77")).toEqual([]);
}

/** A job that stays where `alter` or `prepare` leaves it. */
async function stuckJob(
  alter: (deps: JobMachineDeps) => JobMachineDeps,
  prepare: (world: JobWorld) => void = () => {},
) {
  const world = await jobWorld({ alter });
  prepare(world);
  const started = await world.start();
  await begin(started, world.request("1"));
  const stateNow = async () => (await started.records.get("1"))?.state;
  async function inState(state: string): Promise<void> {
    await expect.poll(stateNow, { timeout: 20_000 }).toBe(state);
  }
  return { world, started, inState, cancel: () => started.machine.cancel("1", pressOn(world)) };
}

describe("Cancel", () => {
  test("breaks a download off", async () => {
    let fetching = 0;
    const { world, started, cancel } = await stuckJob((deps) => ({
      ...deps,
      intake: {
        take: (_job, signal) => {
          fetching += 1;
          return untilAborted(signal);
        },
      },
    }));
    await expect.poll(() => fetching, { timeout: 20_000 }).toBe(1);
    await cancel();
    await expectCancelled(world, started);
    expect(fetching).toBe(1);
  });

  test("takes a job out of the line for memory", async () => {
    const { world, started, cancel } = await stuckJob((deps) => ({
      ...deps,
      slots: { use: (signal) => untilAborted(signal) },
    }));
    await cancel();
    await expectCancelled(world, started);
    expect(world.provider.calls).toEqual([]);
  });

  test("gives the credits of a job back that waits to be submitted", async () => {
    const { world, started, cancel } = await stuckJob(
      (deps) => deps,
      ({ provider }) => provider.faults.createTask.push({ code: 429, retryAfter: "10" }),
    );
    await expect
      .poll(async () => (await started.records.get("1"))?.failures, { timeout: 20_000 })
      .toBe(1);
    await cancel();
    await expectCancelled(world, started);
    expect(world.provider.tasks.size).toBe(0);
  });

  test("calls a task off that is being worked on, and is one however often it is pressed", async () => {
    const { world, started, inState, cancel } = await stuckJob(
      (deps) => deps,
      ({ provider }) => {
        provider.runningLooks = Infinity;
      },
    );
    await inState("submitted");
    await Promise.all([cancel(), cancel(), cancel()]);
    await expectCancelled(world, started);
    const calls = world.provider.calls.filter((call) => call.endsWith("/job/CancelTask"));
    expect(calls).toHaveLength(1);
    const account = await started.accounts.get("person:77");
    expect(account?.log.map(({ act }) => act)).toEqual(["hold", "release"]);
  });

  test("still ends a job at no cost whose result is there and not paid", async () => {
    const { world, started, inState, cancel } = await stuckJob((deps) => {
      let tries = 0;
      return {
        ...deps,
        ledger: {
          ...deps.ledger,
          settle: async (closing) => {
            tries += 1;
            if (tries === 1) await cancel();
            return deps.ledger.settle(closing);
          },
        },
      };
    });
    await inState("delivered");
    await expectCancelled(world, started);
    const account = await started.accounts.get("person:77");
    expect(account?.log.map(({ act }) => act)).toEqual(["hold", "settle", "refund"]);
  });

  test("that comes when the result is on its way is told so, and changes nothing", async () => {
    const { world, started, inState, cancel } = await stuckJob((deps) => ({
      ...deps,
      reply: {
        ...deps.reply,
        result: (_to, _jobId, _result, signal = AbortSignal.abort()) => untilAborted(signal),
      },
    }));
    await inState("settled");
    await expect(cancel()).rejects.toMatchObject({ code: "CANCEL_TOO_LATE" });
    expect((await started.records.get("1"))?.cancelAsked).toBeUndefined();
    expect(world.reply.failures).toEqual([]);
  });

  test("that comes after the end is told what became of the job", async () => {
    const world = await jobWorld();
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    await expect(started.machine.cancel("1", pressOn(world))).rejects.toMatchObject({
      code: "CANCEL_TOO_LATE",
    });
    await expect(started.machine.cancel("2", pressOn(world))).rejects.toMatchObject({
      code: "JOB_OVER",
    });
  });

  test("survives a restart between the press and its effect", async () => {
    const world = await jobWorld();
    world.provider.rules.faces = 2;
    const first = await world.start({ quoteFrom: 1 });
    await begin(first, world.request("1", { wishes: { ...plainWishes, faces: "choose" } }));
    await quoted(world);
    await expect.poll(async () => (await first.records.get("1"))?.quoteShown).toBe(1);
    await first.records.update("1", (job) => {
      if (!job) throw new Error("no job");
      return { ...job, cancelAsked: true };
    });
    await first.close();
    await expectCancelled(world, await world.start());
  });
});
