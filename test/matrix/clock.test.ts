import { expect, test, vi } from "vitest";
import { sleep } from "../../src/core/deadline.ts";
import { createLogger } from "../../src/core/logger.ts";
import type { SwapRequest } from "../../src/services/job-record.ts";
import { createEmbeddedWakeups } from "../../src/services/wakeups/embedded-wakeups.ts";
import { eventually } from "../support/eventually.ts";
import { begin, jobWorld, runToEnd } from "../support/job-world.ts";
import type { StartedMachine } from "../support/job-world.ts";
import type { MachineOptions } from "../support/open-machine.ts";
import { noHolds } from "../support/no-holds.ts";

const log = createLogger({ level: "silent" });
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const people = ["1", "2", "3"];
const owner = "77";

/** To the end of a job, whose price is agreed to where it is more than half of what is left. */
async function swap(started: StartedMachine, request: SwapRequest): Promise<void> {
  await begin(started, request);
  await vi.waitFor(
    async () => {
      const job = await started.records.get(request.id);
      if (job?.state === "quoted" && job.quote?.agreedAt === undefined) {
        await started.machine.agree(request.id, request.reply);
      }
      expect(job?.state).toBe("delivered");
    },
    { timeout: 150_000, interval: 20 },
  );
}

/** Jobs whose tasks run until the test says otherwise, one swap of 2 credits paid before, and a clock to be set. */
async function runningJobs(startsAt: number, options: Partial<MachineOptions> = {}) {
  const beganAt = Date.now();
  let shift = startsAt - beganAt;
  const clock = () => Date.now() + shift;
  // Wake-ups that were set by the clock before are found by the look through all jobs, here twice a second.
  const wakeups = createEmbeddedWakeups({ clock, sleep, log, selfHealMs: 500 });
  const world = await jobWorld({ ...options, clock, wakeups });
  const { provider, request } = world;
  const started = await world.start();
  await runToEnd(started, request("9"));
  provider.runningLooks = Infinity;
  for (const id of people) await begin(started, request(id));
  await eventually(() => expect(provider.tasks.size).toBe(1 + people.length));
  const looks = () => provider.calls.filter((call) => call.endsWith("TaskInfo")).length;
  const account = () => started.accounts.get(`person:${owner}`);
  const moveClock = (ms: number) => void (shift += ms);
  const end = () => Promise.all(people.map((id) => started.ended(id)));
  return { ...world, started, looks, account, moveClock, end };
}

test("clock +8 d under running jobs: no credit is lost, what was paid stays paid, polls do not stampede", async () => {
  const running = await runningJobs(Date.parse("2026-11-22T12:00:00Z"));
  const { started, looks, account, moveClock, end, request, reply, provider } = running;
  const before = await account();
  expect(before).toMatchObject({ used: 2, holds: { 1: {}, 2: {}, 3: {} } });
  const looksBefore = looks();
  moveClock(8 * dayMs);
  await end();
  // At most the looks that were under way, and one more for each job.
  expect(looks() - looksBefore).toBeLessThanOrEqual(2 * people.length);
  const after = await account();
  expect(after?.holds).toEqual({});
  expect(after?.log.map(({ act }) => act).filter((act) => act === "settle")).toHaveLength(1);
  expect(after?.log.map(({ act }) => act).filter((act) => act === "release")).toHaveLength(3);
  expect(reply.results).toHaveLength(1);

  // The whole allowance of the new day is there, and swaps go on.
  provider.runningLooks = 1;
  for (const id of ["20", "21", "22", "23", "24"]) await swap(started, request(id));
  expect(await account()).toMatchObject({ used: 10, holds: noHolds });
  await swap(started, request("30"));
  expect(reply.failures.at(-1)).toMatchObject({ code: "NO_CREDITS" });
});

test("clock −1 d under running jobs: no allowance is given out twice, every job ends and is paid once", async () => {
  const running = await runningJobs(Date.parse("2026-11-22T12:00:00Z"));
  const { started, looks, account, moveClock, end, request, reply, provider } = running;
  const looksBefore = looks();
  moveClock(-dayMs);
  await eventually(() => expect(looks()).toBeGreaterThan(looksBefore + people.length));
  provider.runningLooks = 0;
  await end();
  expect(reply.results).toHaveLength(4);
  expect(await account()).toMatchObject({ used: 8, holds: noHolds });
  expect(provider.tasks.size).toBe(4);

  // Yesterday's allowance is not given out a second time.
  await swap(started, request("20"));
  expect(await account()).toMatchObject({ used: 10, holds: noHolds });
  await swap(started, request("21"));
  expect(reply.failures).toMatchObject([{ code: "NO_CREDITS" }]);
});

test.each([
  ["an hour comes twice", "2026-10-25T00:59:00Z", 2 * 60_000],
  ["an hour is missing", "2026-03-29T00:59:00Z", 2 * 60_000],
])(
  "daylight saving time, where %s: jobs run through it, and the day has one allowance",
  async (_, at, ms) => {
    const options = { timeZone: "Europe/Berlin", maxJobMs: 10 * 60_000 };
    const running = await runningJobs(Date.parse(at), options);
    const { started, account, moveClock, end, request, reply, provider } = running;
    const before = await account();
    moveClock(ms);
    provider.runningLooks = 0;
    await end();
    expect(reply.results).toHaveLength(4);
    expect(await account()).toMatchObject({ period: before?.period, used: 8, holds: noHolds });
    await swap(started, request("20"));
    await swap(started, request("21"));
    expect(await account()).toMatchObject({ period: before?.period, used: 10, holds: noHolds });
    expect(reply.failures).toMatchObject([{ code: "NO_CREDITS" }]);
    // The day ends when its 23 or 25 hours are over.
    const midnight = at.startsWith("2026-10") ? "2026-10-25T23:00:10Z" : "2026-03-29T22:00:10Z";
    moveClock(Date.parse(midnight) - Date.parse(at) - ms);
    await swap(started, request("22"));
    expect(await account()).toMatchObject({ used: 2, holds: noHolds });
  },
);

test("leap second, where the last one of a year comes twice: the period never goes back for good, no allowance is given out twice, every job ends", async () => {
  const running = await runningJobs(Date.parse("2026-12-31T23:58:00Z"), {
    maxJobMs: 10 * 60_000,
  });
  const { started, account, moveClock, end, request, reply, provider } = running;
  expect(await account()).toMatchObject({ period: "day:2026-12-31", used: 2 });
  moveClock(130_000);
  provider.runningLooks = 0;
  await end();
  await swap(started, request("20"));
  expect(await account()).toMatchObject({ period: "day:2027-01-01" });
  // The old year once more, and a job comes in it; more than a second, as machines are slow.
  moveClock(-130_000);
  await swap(started, request("21"));
  moveClock(130_000);
  for (const id of ["22", "23", "24", "25", "26"]) await swap(started, request(id));
  const after = await account();
  expect(after).toMatchObject({ period: "day:2027-01-01", holds: noHolds });
  // Ten a day, and not one more on either side of midnight.
  expect(after?.used).toBe(10);
  expect(Math.max(0, ...Object.values(after?.past ?? {}))).toBeLessThanOrEqual(10);
  expect(reply.failures.length).toBeGreaterThan(0);
  expect(new Set(reply.failures.map(({ code }) => code))).toEqual(new Set(["NO_CREDITS"]));
  const settles = after?.log.filter(({ act }) => act === "settle").map(({ id }) => id) ?? [];
  expect(new Set(settles).size).toBe(reply.results.length);
});
