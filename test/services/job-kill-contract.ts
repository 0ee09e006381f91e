import { describe, expect, test } from "vitest";
import type { CreateTaskBody } from "../../src/contract/task.ts";
import { runChild } from "../support/run-child.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { jobWorld, quoted, runToEnd } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";

const jobChild = new URL("./job-child.ts", import.meta.url);

export interface KillOptions {
  /** Opens a store of this test's own, where it is not a file. */
  readonly openStore?: () => Promise<string>;
  /** How long a dead process keeps its jobs; nothing where it is known to be dead. */
  readonly leaseMs?: number;
}

async function killWorld({ openStore, leaseMs }: KillOptions) {
  return jobWorld({
    // A place that a dead process left taken would keep everybody waiting.
    maxRunningPerPerson: 1,
    ...(openStore && { storeUrl: await openStore() }),
    ...(leaseMs && { leaseMs }),
  });
}

/** Kills a process at this point of a job, starts again on the same database, and says what both did together. */
async function killAndRecover(
  point: string,
  status: "success" | "failed",
  options: KillOptions,
  { wishes = plainWishes, agrees = false } = {},
) {
  const { leaseMs } = options;
  const world = await killWorld(options);
  world.provider.end = { status };
  const child = runChild(jobChild, [
    world.storeUrl,
    world.provider.origin,
    JSON.stringify(world.request("1", { wishes })),
    point,
    String(leaseMs ?? 60_000),
  ]);
  expect(await child.ended).toBe("SIGKILL");

  // The swap API restarts, too: every link that it gave before is dead.
  world.provider.generation += 1;
  const tasksBefore = world.provider.tasks.size;
  const uploadsBefore = new Set(world.provider.uploads.keys());

  const restarted = await world.start();
  const between = await restarted.accounts.get("person:77");
  if (agrees) {
    await restarted.recover();
    await quoted(world);
    await restarted.machine.agree("1", { ...world.request("1").reply, token: "pressed" });
  }
  await restarted.ended("1");
  const account = await restarted.accounts.get("person:77");
  const newTasks = [...world.provider.tasks.values()].slice(tasksBefore);
  for (const task of newTasks) {
    const { input } = task as CreateTaskBody & { model: `gif-face-swap${string}` };
    const photos = "new_face" in input ? [input.new_face] : input.faces.map((one) => one.target);
    expect([input.video_url, ...photos].filter((url) => uploadsBefore.has(url))).toEqual([]);
  }
  return {
    /** In the account right after the kill. */
    heldBetween: Object.keys(between?.holds ?? {}).length,
    record: await restarted.records.get("1"),
    acts: account?.log.map(({ act }) => act),
    holds: account?.holds,
    used: account?.used,
    tasks: world.provider.tasks.size,
    handedOver: [
      ...child.lines,
      ...world.reply.quotes.map(() => "quote"),
      ...world.reply.results.map(() => "result"),
      ...world.reply.failures.map(() => "failure"),
    ],
  };
}

/** What a kill -9 at each step of a job must leave, on this store and its wake-ups. */
export function jobKillContract(name: string, options: KillOptions = {}): void {
  describe(`kill -9 at every step, on ${name}: one final state, nothing stays held, one extra task at most`, () => {
    test.each([
      ["wrote created", { heldBetween: 0, tasks: 1 }],
      ["wrote acked", { heldBetween: 0, tasks: 1 }],
      ["did take a place", { heldBetween: 0, tasks: 1 }],
      ["did hold", { heldBetween: 1, tasks: 1 }],
      ["wrote held", { heldBetween: 1, tasks: 1 }],
      ["wrote submitting", { heldBetween: 1, tasks: 1 }],
      // The one window in which nobody can know: the owner may pay twice, the person never does.
      ["did createTask", { heldBetween: 1, tasks: 2 }],
      ["wrote submitted", { heldBetween: 1, tasks: 1 }],
      ["wrote finished", { heldBetween: 1, tasks: 1 }],
      ["did settle", { heldBetween: 0, tasks: 1 }],
      ["wrote settled", { heldBetween: 0, tasks: 1 }],
      ["did result", { heldBetween: 0, tasks: 1, handedOver: ["result", "result"] }],
    ])("after the job %s ends in one charge and the GIF handed over", async (point, expected) => {
      expect(await killAndRecover(point, "success", options)).toMatchObject({
        record: { state: "delivered", delivery: "result" },
        acts: ["hold", "settle"],
        holds: noHolds,
        used: 2,
        handedOver: ["result"],
        ...expected,
      });
    });

    test.each([
      ["wrote quoted", true, ["quote"]],
      // Nobody knows whether the person saw it, so it is shown again.
      ["did quote", true, ["quote", "quote"]],
      ["did agree", false, ["quote"]],
    ])("after a quoted job %s holds nothing, and Start leads to one charge", async (...given) => {
      const [point, agrees, shown] = given;
      const wishes = { ...plainWishes, faces: "choose" as const };
      const ended = await killAndRecover(point, "success", options, { wishes, agrees });
      expect(ended).toMatchObject({
        heldBetween: 0,
        record: { state: "delivered", delivery: "result" },
        acts: ["hold", "settle"],
        holds: noHolds,
        used: 2,
        tasks: 1,
        handedOver: [...shown, "result"],
      });
    });

    test("after a press on Cancel ends it all the same, at no cost", async () => {
      expect(await killAndRecover("did cancel", "success", options)).toMatchObject({
        record: { state: "delivered", delivery: "failure", failure: { code: "CANCELLED" } },
        acts: ["hold", "release"],
        holds: noHolds,
        used: 0,
        tasks: 1,
        handedOver: ["failure"],
      });
    });

    test.each([
      ["wrote failed", { heldBetween: 1 }],
      ["did release", { heldBetween: 0 }],
      ["wrote released", { heldBetween: 0 }],
      ["did failure", { heldBetween: 0, handedOver: ["failure", "failure"] }],
    ])("after a failing job %s ends in no charge and the failure told", async (point, expected) => {
      expect(await killAndRecover(point, "failed", options)).toMatchObject({
        record: { state: "delivered", delivery: "failure" },
        acts: ["hold", "release"],
        holds: noHolds,
        used: 0,
        tasks: 1,
        handedOver: ["failure"],
        ...expected,
      });
    });

    test("after everything was said and done leaves nothing to do, and its place free", async () => {
      const { leaseMs } = options;
      const world = await killWorld(options);
      const request = JSON.stringify(world.request("1"));
      const child = runChild(jobChild, [
        world.storeUrl,
        world.provider.origin,
        request,
        "wrote delivered",
        String(leaseMs ?? 60_000),
      ]);
      expect(await child.ended).toBe("SIGKILL");
      const restarted = await world.start();
      expect(await restarted.recover()).toBe(0);
      expect(world.reply).toMatchObject({ results: [], failures: [] });
      await runToEnd(restarted, world.request("2"));
      expect(world.reply.results).toHaveLength(1);
    });
  });
}
