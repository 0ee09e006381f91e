import { afterEach, beforeEach, describe } from "vitest";
import { canStart, redis, serverTitle, startServer } from "../support/store-servers.ts";
import type { StoreServer } from "../support/store-servers.ts";
import { jobKillContract } from "../services/job-kill-contract.ts";

describe.runIf(canStart(redis))(`in ${serverTitle(redis)}`, () => {
  let server: StoreServer;
  beforeEach(async () => {
    server = await startServer(redis);
  });
  afterEach(() => server.close());

  // Another process cannot know that the killed one is dead before its lease has run out.
  jobKillContract("a store and wake-ups that processes share", {
    storeUrl: () => server.url,
    leaseMs: 600,
  });
});
