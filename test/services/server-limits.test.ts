import { describe, expect, test } from "vitest";
import type { SettingChange } from "../../src/services/server-settings.ts";
import { lineRecord } from "../../src/services/line/line-record.ts";
import { eventually } from "../support/eventually.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { begin, jobWorld, quoted, runToEnd } from "../support/job-world.ts";
import { nowhere } from "../support/nowhere.ts";

const guildId = "5";
const place = { ...nowhere, guildId, channelIds: ["51"], isAgeRestricted: false };

/** A machine in whose server these rules hold. */
async function serverWorld(changes: readonly SettingChange[], maxWaitingPerServer = 30) {
  const world = await jobWorld({
    maxRunningPerPerson: 2,
    maxRunningPerServer: 6,
    maxWaitingPerServer,
  });
  const started = await world.start();
  for (const [index, change] of changes.entries()) {
    await started.rules.change(guildId, change, { id: `${index}`, by: "9", why: "" });
  }
  const request = (id: string, personId = id) => world.request(id, { personId, place });
  const create = (id: string, personId?: string) => started.machine.create(request(id, personId));
  const inState = (id: string, state: string) =>
    eventually(async () => expect(await started.records.get(id)).toMatchObject({ state }));
  return {
    ...world,
    ...started,
    request,
    create,
    inState,
    begin: (id: string, personId?: string) =>
      begin({ ...started, close: async () => {} }, request(id, personId)),
    /** Of the server. */
    line: () => started.store.records("place", lineRecord).get(guildId),
  };
}

/** How many of a person run at once where the server lets so many. */
async function atOnce(most: number): Promise<number | undefined> {
  const world = await serverWorld([{ what: "limit", name: "running-person", most }]);
  world.provider.runningLooks = Infinity;
  for (const id of ["1", "2", "3"]) await world.begin(id, "7");
  await eventually(() =>
    expect(world.reply.progresses).toContainEqual(expect.objectContaining({ stage: "own-turn" })),
  );
  return world.reply.progresses.find(({ stage }) => stage === "own-turn")?.atOnce;
}

describe("a job in a server", () => {
  test("waits while all of the server have as many running as they may, and runs when one of them ends", async () => {
    const world = await serverWorld([{ what: "limit", name: "running-server", most: 1 }]);
    world.provider.runningLooks = Infinity;
    await world.begin("1");
    await world.inState("1", "submitted");
    await world.begin("2");
    await world.inState("2", "quoted");
    expect(world.provider.tasks.size).toBe(1);
    await eventually(() =>
      expect(world.reply.progresses).toContainEqual(
        expect.objectContaining({ stage: "queued", ahead: 1, atOnce: 1 }),
      ),
    );
    world.provider.runningLooks = 0;
    await Promise.all([world.ended("1"), world.ended("2")]);
    expect(world.reply.results).toHaveLength(2);
  });

  test("takes turns with those of others, however many one person has", async () => {
    const world = await serverWorld([{ what: "limit", name: "running-server", most: 1 }]);
    world.provider.runningLooks = Infinity;
    await world.begin("1", "7");
    await world.inState("1", "submitted");
    for (const id of ["2", "3"]) {
      await world.begin(id, "7");
      await world.inState(id, "quoted");
    }
    await world.begin("4", "8");
    await world.inState("4", "quoted");
    world.provider.runningLooks = 0;
    await Promise.all(["1", "2", "3", "4"].map((id) => world.ended(id)));
    expect(world.reply.results.map(({ personId }) => personId)).toEqual(["7", "8", "7", "7"]);
  });

  test("is refused while too many wait in the server already, and stands nowhere then", async () => {
    const world = await serverWorld([{ what: "limit", name: "running-server", most: 1 }], 1);
    world.provider.runningLooks = Infinity;
    await world.begin("1");
    await world.inState("1", "submitted");
    await world.begin("2");
    await eventually(async () => expect((await world.line())?.jobs).toHaveProperty("2"));
    await expect(world.create("3")).rejects.toMatchObject({
      code: "SERVER_TOO_BUSY",
      facts: { limit: 1 },
    });
    expect(await world.people.list("3")).toEqual([]);
  });

  test("is one of as many of a person as the server lets run, which is never more than the bot does", async () => {
    expect(await atOnce(1)).toBe(1);
    expect(await atOnce(50)).toBe(2);
  });

  test("is refused for more frames than the server allows, and costs nothing", async () => {
    const world = await serverWorld([{ what: "limit", name: "frames", most: 19 }]);
    await runToEnd({ ...world, close: async () => {} }, world.request("1"));
    expect(world.reply.failures).toMatchObject([
      { code: "MEDIA_TOO_MANY_FRAMES", facts: { frames: 20, limit: 19 } },
    ]);
    expect(world.provider.tasks.size).toBe(0);
    expect((await world.accounts.get("person:1"))?.used ?? 0).toBe(0);
  });

  test("is priced as the server says where its credits pay, and as the bot does elsewhere", async () => {
    const world = await serverWorld([
      { what: "price", name: "frames-per-credit", value: 4 },
      { what: "price", name: "most", value: 3 },
    ]);
    const opened = { ...world, close: async () => {} };
    await runToEnd(opened, { ...world.request("1"), guildId });
    await runToEnd(opened, world.request("2"));
    expect(world.reply.results.map(({ price }) => price)).toEqual([3, 2]);
    expect(await world.accounts.get(`guild:${guildId}:1`)).toMatchObject({ used: 3 });
    expect(await world.accounts.get("person:2")).toMatchObject({ used: 2 });
  });

  test("costs what was quoted, though the server changed its prices before Start", async () => {
    const world = await serverWorld([]);
    world.provider.rules.faces = 2;
    const wishes = { ...plainWishes, faces: "choose" } as const;
    const request = { ...world.request("1"), guildId, wishes };
    await begin({ ...world, close: async () => {} }, request);
    expect(await quoted(world)).toMatchObject({ price: 2 });
    const dear = { what: "price", name: "frames-per-credit", value: 1 } as const;
    await world.rules.change(guildId, dear, { id: "later", by: "9", why: "" });
    await world.machine.agree("1", { ...request.reply, token: "pressed" });
    await world.ended("1");
    expect(world.reply.results).toMatchObject([{ price: 2 }]);
  });

  test("with a member's picture is refused where the server allows none, or only one's own", async () => {
    const face = { memberId: "8", url: "https://cdn.example/8.png" };
    const nobody = await serverWorld([{ what: "avatars", rule: "nobody" }]);
    await expect(nobody.machine.create({ ...nobody.request("1"), face })).rejects.toMatchObject({
      code: "MEMBERS_FORBIDDEN",
    });
    const self = await serverWorld([{ what: "avatars", rule: "self" }]);
    await expect(self.machine.create({ ...self.request("1"), face })).rejects.toMatchObject({
      code: "MEMBERS_SELF_ONLY",
    });
    expect(await self.machine.create({ ...self.request("2", "8"), face })).toBe(true);
  });
});
