import { describe, expect, onTestFinished, test } from "vitest";
import { begin, jobWorld, runToEnd } from "../support/job-world.ts";
import { storeReadiness } from "../support/store-readiness.ts";
import { canStart, postgres, redis, serverTitle, startServer } from "../support/store-servers.ts";
import { noHolds } from "../support/no-holds.ts";

const outageMs = 30_000;
const patience = { timeout: 180_000 };

describe.each([redis, postgres])("$name down for 30 s under running jobs", (kind) => {
  test.skipIf(!canStart(kind))(
    `jobs pause, reads throw, no job is accepted, readiness is red, and all go on unaided: ${serverTitle(kind)}`,
    async () => {
      const server = await startServer(kind);
      onTestFinished(() => server.close());
      const world = await jobWorld({ storeUrl: server.url, maxJobMs: 600_000 });
      const { provider, reply, request } = world;
      provider.runningLooks = Infinity;
      const started = await world.start();
      const readiness = storeReadiness(started);
      const ids = ["1", "2", "3", "4"];
      for (const id of ids) await begin(started, request(id, { personId: `7${id}` }));
      for (const id of ids) {
        const state = async () => (await started.records.get(id))?.state;
        await expect.poll(state, patience).toBe("submitted");
      }

      await server.kill();
      // What the tasks have come to meanwhile cannot be written down.
      provider.runningLooks = 0;
      const until = Date.now() + outageMs;
      for (let round = 0; Date.now() < until; round += 1) {
        const create = started.machine.create(request(`9${round}`));
        await expect(create).rejects.toMatchObject({ code: "STORE_FAILED" });
        await expect(started.records.get("1")).rejects.toMatchObject({ code: "STORE_FAILED" });
        expect(await readiness.failing()).toEqual(["store"]);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      expect(reply).toMatchObject({ results: [], failures: [] });

      await server.start();
      await expect.poll(() => reply.results.length, patience).toBe(4);
      await Promise.all(ids.map((id) => started.ended(id)));
      expect(await readiness.failing()).toEqual([]);
      expect(reply.failures).toEqual([]);
      expect(provider.tasks.size).toBe(4);
      for (const id of ids) {
        const account = await started.accounts.get(`person:7${id}`);
        expect(account).toMatchObject({ used: 2, holds: noHolds });
        expect(account?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
      }
      expect(await started.records.get("90")).toBeUndefined();
      await runToEnd(started, request("5", { personId: "75" }));
      expect(reply.results).toHaveLength(5);
    },
  );
});
