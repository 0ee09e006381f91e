import { describe, onTestFinished } from "vitest";
import { canStart, redis, serverTitle, startServer } from "../support/store-servers.ts";
import { jobKillContract } from "../services/job-kill-contract.ts";

describe.runIf(canStart(redis))(`in ${serverTitle(redis)}`, () => {
  jobKillContract("a store and wake-ups that processes share", {
    async openStore() {
      const server = await startServer(redis);
      // Registered first, so it goes down after everybody who uses it.
      onTestFinished(() => server.close());
      return server.url;
    },
    // Another process cannot know that the killed one is dead before its lease has run out.
    leaseMs: 600,
  });
});
