import { describe, expect, onTestFinished, test } from "vitest";
import { newJobRecord } from "../../src/services/job-record.ts";
import { jobWorld } from "../support/job-world.ts";
import { runChild } from "../support/run-child.ts";
import { canStart, redis, serverTitle, startServer } from "../support/store-servers.ts";
import { noHolds } from "../support/no-holds.ts";

const loadChild = new URL("../faults/load-child.ts", import.meta.url);

/** A store and a provider, and processes that work on jobs of theirs: `count` ids from 1 on, the same for each. */
async function sharedWorld(leaseMs: number) {
  const server = await startServer(redis);
  onTestFinished(() => server.close());
  const world = await jobWorld({ storeUrl: server.url, leaseMs });
  const run = (count: number) => {
    const words = [server.url, world.provider.origin, "1", String(count), String(leaseMs)];
    const child = runChild(loadChild, words);
    child.process.stdin?.write("begin\n");
    onTestFinished(() => child.kill());
    return child;
  };
  return { ...world, run };
}

const told = (lines: readonly string[]) => lines.filter((line) => /^(result|failure) /.test(line));

describe.runIf(canStart(redis))(`processes that share ${serverTitle(redis)}`, () => {
  test("two processes that are given the same 20 jobs: each is settled once and delivered once", async () => {
    const { run, provider, start } = await sharedWorld(60_000);
    // No task ends before both are there, or the first one could be done with all of them.
    provider.runningLooks = Infinity;
    const both = [run(20), run(20)];
    for (const child of both) await child.line("acked 1");
    provider.runningLooks = 1;
    for (const child of both) await child.line("all done");
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
    const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
    expect(both.flatMap(({ lines }) => told(lines)).toSorted()).toEqual(
      ids.map((id) => `result ${id}`).toSorted(),
    );
    // Each had a share in the work.
    expect(both.map(({ lines }) => told(lines).length > 0)).toEqual([true, true]);
    expect(provider.tasks.size).toBe(20);
    const { accounts, records } = await start();
    for (const id of ids) expect((await records.get(id))?.delivery).toBe("result");
    const acts: string[] = [];
    for await (const [, account] of accounts.entries()) {
      expect(account.holds).toEqual({});
      acts.push(...account.log.map(({ act, id }) => `${act} ${id}`));
    }
    expect(acts.toSorted()).toEqual(ids.flatMap((id) => [`hold ${id}`, `settle ${id}`]).toSorted());
  });

  test.each<[string, RegExp, number]>([
    ["while it submits", /CreateTask$/, 2],
    ["while it looks at the task", /TaskInfo$/, 1],
    ["while it fetches the result", /\/results\//, 1],
  ])(
    "SIGSTOP past its lease %s, then SIGCONT: the late write is refused, one settlement, one delivery",
    async (_, point, tasks) => {
      const { run, provider, start, reply, request } = await sharedWorld(1_000);
      const other = await start();
      // A job without an end, for nobody today, keeps the paused process from ending before it has said what it met. It
      // is there from the start: a look for open jobs that began before the pause would not see a later one.
      const rest = { ...newJobRecord(request("2"), Date.now()), nextAt: Date.now() + 3_600_000 };
      await other.records.compareAndSet("2", undefined, rest);
      const paused = run(1);
      const stopped = new Promise<void>((resolve) => {
        provider.onCall = (call) => {
          if (!point.test(call)) return;
          provider.onCall = () => {};
          paused.process.kill("SIGSTOP");
          resolve();
        };
      });
      await stopped;
      // Another process comes and cannot have the job before the lease has run out.
      await other.ended("1");
      const before = await other.records.get("1");
      expect(reply.results).toHaveLength(1);

      paused.process.kill("SIGCONT");
      await paused.line("log another process went on with the job");
      await other.records.delete("2");
      await paused.line("all done");
      expect(told(paused.lines)).toEqual([]);
      expect(reply.results).toHaveLength(1);
      expect(await other.records.get("1")).toEqual(before);
      expect(provider.tasks.size).toBe(tasks);
      const account = await other.accounts.get("person:1");
      expect(account).toMatchObject({ used: 2, holds: noHolds });
      expect(account?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
    },
  );
});
