import { describe, expect, test } from "vitest";
import type { SettingChange } from "../../src/services/server-settings.ts";
import { jobWorld, runToEnd } from "../support/job-world.ts";
import { nowhere } from "../support/nowhere.ts";

const guildId = "5";
const place = { ...nowhere, guildId, channelIds: ["51"], isAgeRestricted: false };

/** A machine in whose server these rules hold. */
async function serverWorld(changes: readonly SettingChange[], most = 6) {
  const world = await jobWorld({ maxRunningPerPerson: 2, maxRunningPerServer: most });
  const started = await world.start();
  for (const [index, change] of changes.entries()) {
    await started.rules.change(guildId, change, { id: `${index}`, by: "9", why: "" });
  }
  const request = (id: string, personId = id) => world.request(id, { personId, place });
  const create = (id: string, personId?: string) => started.machine.create(request(id, personId));
  return { ...world, ...started, request, create };
}

describe("a job in a server", () => {
  test("is refused while all of the server have as many as they may, and counts nowhere when refused", async () => {
    const world = await serverWorld([], 2);
    const { create, machine, people } = world;
    world.provider.runningLooks = 5;
    expect(await create("1")).toBe(true);
    expect(await create("2")).toBe(true);
    await expect(create("3")).rejects.toMatchObject({
      code: "SERVER_TOO_BUSY",
      facts: { limit: 2 },
    });
    expect(await people.list("3")).toEqual([]);
    await machine.markAcked("1");
    await world.ended("1");
    expect(await create("3")).toBe(true);
  });

  test("is one of as many of a person as the server allows, which is never more than the bot does", async () => {
    const { create } = await serverWorld([{ what: "limit", name: "running-person", most: 1 }]);
    expect(await create("1", "7")).toBe(true);
    await expect(create("2", "7")).rejects.toMatchObject({
      code: "TOO_MANY_RUNNING",
      facts: { limit: 1 },
    });
    const raised = await serverWorld([{ what: "limit", name: "running-person", most: 50 }]);
    await raised.create("1", "7");
    await raised.create("2", "7");
    await expect(raised.create("3", "7")).rejects.toMatchObject({ facts: { limit: 2 } });
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
