import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe } from "vitest";
import { sleep } from "../../../src/core/deadline.ts";
import { createLogger } from "../../../src/core/logger.ts";
import { createBullmqWakeups } from "../../../src/services/wakeups/bullmq-wakeups.ts";
import { canUse, redis, serverTitle, useServer } from "../../support/store-servers.ts";
import type { StoreServer } from "../../support/store-servers.ts";
import { wakeupsContract } from "./wakeups-contract.ts";

const log = createLogger({ level: "silent" });

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
