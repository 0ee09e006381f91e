import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { sleep } from "../../../src/core/deadline.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createBullmqWakeups } from "../../../src/services/wakeups/bullmq-wakeups.ts";
import {
  canStart,
  canUse,
  redis,
  serverTitle,
  startServer,
  useServer,
} from "../../support/store-servers.ts";
import type { StoreServer } from "../../support/store-servers.ts";
import { startSilentProxy } from "../../support/silent-proxy.ts";
import { wakeupsContract } from "./wakeups-contract.ts";

const log = createLogger({ level: "silent" });
async function* noJobs() {}

describe.runIf(canUse(redis))(`in ${serverTitle(redis)}`, () => {
  let server: Pick<StoreServer, "url" | "close">;
  beforeAll(async () => {
    server = await useServer(redis);
  });
  afterAll(() => server.close());

  wakeupsContract("of several processes, in Redis", (selfHealMs) =>
    createBullmqWakeups({
      url: server.url,
      clock: Date.now,
      sleep,
      log,
      queueName: `test-${randomUUID()}`,
      selfHealMs,
      overdueMs: 0,
    }),
  );
});

test.runIf(canStart(redis))(
  `wake-ups close within seconds when their server is gone for good: ${serverTitle(redis)}`,
  async () => {
    const server = await startServer(redis);
    onTestFinished(() => server.close());
    const wakeups = await createBullmqWakeups({ url: server.url, clock: Date.now, sleep, log });
    let woken = 0;
    wakeups.run({ wake: async () => void (woken += 1), unfinished: noJobs });
    await wakeups.schedule("1", Date.now());
    await expect.poll(() => woken, { timeout: 60_000 }).toBe(1);
    await server.kill();
    await delay(1_000);
    const patience = delay(60_000, "hangs");
    expect(await Promise.race([wakeups.close().then(() => "closed"), patience])).toBe("closed");
  },
);

test.runIf(canStart(redis))(
  `wake-ups that cannot be asked for fail while their server is silent, and come again after it: ${serverTitle(redis)}`,
  async () => {
    const server = await startServer(redis);
    onTestFinished(() => server.close());
    const proxy = await startSilentProxy(server.url);
    onTestFinished(() => proxy.close());
    const wakeups = await createBullmqWakeups({ url: proxy.url, clock: Date.now, sleep, log });
    const woken = new Set<string>();
    wakeups.run({ wake: async (jobId) => void woken.add(jobId), unfinished: noJobs });
    await wakeups.schedule("before", Date.now());
    await expect.poll(() => [...woken]).toEqual(["before"]);

    proxy.fallSilent();
    for (const jobId of ["1", "2"]) {
      const outcome = wakeups.schedule(jobId, Date.now()).catch((error: unknown) => error);
      const said = await Promise.race([outcome, delay(40_000, "hangs")]);
      expect(said).toMatchObject({ code: "STORE_FAILED" });
    }

    proxy.speak();
    const scheduled = () =>
      wakeups.schedule("after", Date.now()).then(
        () => "yes",
        () => "no",
      );
    await expect.poll(scheduled, { interval: 500 }).toBe("yes");
    await expect.poll(() => woken.has("after"), { timeout: 90_000 }).toBe(true);
    await wakeups.close();
  },
);
