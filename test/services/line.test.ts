import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { limits } from "../../src/core/limits.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import type { JobMachineDeps } from "../../src/services/job-machine.ts";
import { openSqliteDatabase } from "../../src/storage/sqlite-database.ts";
import { eventually } from "../support/eventually.ts";
import { begin, jobWorld, quoted } from "../support/job-world.ts";
import type { StartedMachine } from "../support/job-world.ts";
import type { MachineOptions } from "../support/open-machine.ts";
import { noHolds } from "../support/no-holds.ts";
import { tempDir } from "../support/temp-dir.ts";

const choosing = { wishes: { ...plainWishes, faces: "choose" } } as const;

/** A person of one place, whose first swap has it for as long as the test says, and whose second one waits. */
async function crowded(options: Partial<MachineOptions> = {}) {
  const world = await jobWorld({ maxRunningPerPerson: 1, ...options });
  world.provider.runningLooks = Infinity;
  const started = await world.start();
  await begin(started, world.request("1"));
  await inState(started, "1", "submitted");
  await begin(started, world.request("2"));
  await waitsInLine(started, "2");
  return { world, started };
}

const notAlone = (deps: JobMachineDeps): JobMachineDeps => ({ ...deps, alone: false });

const inState = ({ records }: StartedMachine, id: string, state: string) =>
  eventually(async () => expect(await records.get(id)).toMatchObject({ state }));

/** Its last look found no place, and it is not looking now. */
const waitsInLine = ({ records }: StartedMachine, id: string) =>
  eventually(async () => {
    const job = await records.get(id);
    expect(job).toMatchObject({ state: "quoted", nextAt: expect.any(Number) });
    expect(job?.lease).toBeUndefined();
  });

describe("a swap over the limit", () => {
  test("waits, says where it stands, holds nothing, and runs when the one before it ends", async () => {
    const { world, started } = await crowded();
    const said = world.reply.progresses.find(({ stage }) => stage === "own-turn");
    expect(said).toMatchObject({ ahead: 1, atOnce: 1, expectedAt: expect.any(Number) });
    expect(Object.keys((await started.accounts.get("person:77"))?.holds ?? {})).toEqual(["1"]);
    expect(world.provider.tasks.size).toBe(1);
    world.provider.runningLooks = 0;
    await Promise.all([started.ended("1"), started.ended("2")]);
    expect(world.reply.results).toHaveLength(2);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 4, holds: noHolds });
  });

  test("keeps its turn over a restart", async () => {
    const { world, started } = await crowded();
    await started.close();
    const second = await world.start();
    await second.recover();
    await begin(second, world.request("3"));
    await waitsInLine(second, "3");
    expect((await second.records.get("2"))?.state).toBe("quoted");
    expect(world.provider.tasks.size).toBe(1);
    world.provider.runningLooks = 0;
    await Promise.all(["1", "2", "3"].map((id) => second.ended(id)));
    const { log = [] } = (await second.accounts.get("person:77")) ?? {};
    const held = log.filter(({ act }) => act === "hold").map(({ id }) => id);
    expect(held).toEqual(["1", "2", "3"]);
  });

  test.each(["no JSON", '{"value":{"v":99}}'])(
    "is not kept waiting by one whose record cannot be read: %s",
    async (damaged) => {
      const { world, started } = await crowded({ placeLookMs: 20 });
      await started.close();
      const database = await openSqliteDatabase(world.storeUrl.slice("sqlite:".length));
      database.run("UPDATE records SET value = ? WHERE key = ?", damaged, "job:1");
      database.close();
      world.provider.runningLooks = 0;
      const second = await world.start();
      await second.recover();
      expect(await second.machine.waiting("77")).toEqual([]);
      await second.ended("2");
      expect(world.reply.results).toHaveLength(1);
    },
  );

  test("of a process that dies goes on in the next one, though the one before it left no word", async () => {
    const { world, started } = await crowded({ placeLookMs: 20 });
    // As a kill leaves it between the end of a job and its leaving the line.
    await started.close();
    const second = await world.start({
      alter: (deps) => ({ ...deps, people: { ...deps.people, leave: async () => undefined } }),
    });
    world.provider.runningLooks = 0;
    await second.recover();
    await Promise.all([second.ended("1"), second.ended("2")]);
    expect(world.reply.results).toHaveLength(2);
  });

  test("is cancelled in the line at no cost, and the next one takes its turn", async () => {
    const { world, started } = await crowded();
    await begin(started, world.request("3"));
    await waitsInLine(started, "3");
    await started.machine.cancel("2", { ...world.request("2").reply, token: "pressed" });
    await started.ended("2");
    expect(world.reply.failures).toMatchObject([{ code: "CANCELLED" }]);
    world.provider.runningLooks = 0;
    await Promise.all([started.ended("1"), started.ended("3")]);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 4, holds: noHolds });
  });

  test("is given up at no cost when there is no place in half an hour", async () => {
    let later = 0;
    const { world, started } = await crowded({
      clock: () => Date.now() + later,
      maxJobMs: 3 * limits.maxPlaceWaitMs,
      placeLookMs: 20,
    });
    later = limits.maxPlaceWaitMs;
    await started.ended("2");
    const { createdAt, ...reply } = world.request("2").reply;
    await started.machine.reveal(
      "2",
      { ...reply, createdAt: createdAt + later, token: "fresh" },
      "same-message",
    );
    await eventually(() =>
      expect(world.reply.failures).toMatchObject([
        { code: "NO_PLACE_IN_TIME", facts: { minutes: 30 } },
      ]),
    );
    expect(await started.records.get("1")).toMatchObject({ state: "submitted" });
    expect((await started.accounts.get("person:77"))?.used).toBe(0);
  });

  test("gets a button when the reply is about to die, and all its time when its turn comes", async () => {
    let later = 0;
    const { world, started } = await crowded({
      clock: () => Date.now() + later,
      maxJobMs: 60 * 60_000,
      placeLookMs: 20,
    });
    later = limits.handOverMs;
    await eventually(() => expect(world.reply.handOvers.toSorted()).toEqual(["1", "2"]));
    later = limits.handOverMs + 10 * 60_000;
    const to = { ...world.request("2").reply, token: "revealed", createdAt: Date.now() + later };
    await started.machine.reveal("2", to, "same-message");
    world.provider.runningLooks = 0;
    await Promise.all([started.ended("1"), started.ended("2")]);
    expect(world.reply.results).toHaveLength(2);
    const { placedAt = 0, createdAt = Infinity } = (await started.records.get("2")) ?? {};
    expect(placedAt - createdAt).toBeGreaterThan(later - 60_000);
  });
});

describe("a swap that asks its person", () => {
  test("takes no place meanwhile, and has its turn before those that came later", async () => {
    const world = await jobWorld({ maxRunningPerPerson: 1 });
    world.provider.rules.faces = 2;
    const started = await world.start();
    await begin(started, world.request("1", choosing));
    await quoted(world);
    await inState(started, "1", "quoted");
    world.provider.runningLooks = Infinity;
    await begin(started, world.request("2"));
    await inState(started, "2", "submitted");
    await begin(started, world.request("3"));
    await waitsInLine(started, "3");
    await started.machine.agree("1", { ...world.request("1").reply, token: "pressed" });
    await waitsInLine(started, "1");
    world.provider.runningLooks = 0;
    await Promise.all(["1", "2", "3"].map((id) => started.ended(id)));
    const { log = [] } = (await started.accounts.get("person:77")) ?? {};
    const held = log.filter(({ act }) => act === "hold").map(({ id }) => id);
    expect(held).toEqual(["2", "1", "3"]);
  });
});

test("two processes on one store let no more run than may, and call each other's jobs", async () => {
  const storeUrl = `sqlite:${join(tempDir(), "bot.sqlite")}?shared`;
  const world = await jobWorld({ storeUrl, alter: notAlone, maxRunningPerPerson: 1 });
  world.provider.runningLooks = Infinity;
  const [one, two] = [await world.start(), await world.start()];
  await begin(one, world.request("1"));
  await inState(one, "1", "submitted");
  await begin(two, world.request("2"));
  await waitsInLine(two, "2");
  expect(world.provider.tasks.size).toBe(1);
  world.provider.runningLooks = 0;
  await Promise.all([one.ended("1"), two.ended("2")]);
  expect(world.reply.results).toHaveLength(2);
});
