import { expect, onTestFinished, test } from "vitest";
import { canStart, redis, serverTitle, startServer } from "../support/store-servers.ts";
import { lossesOfKills } from "./random-kills.ts";

test.runIf(canStart(redis))(
  `a hundred kills at random under load lose no acked job and no credit in ${serverTitle(redis)}`,
  async () => {
    const server = await startServer(redis);
    onTestFinished(() => server.close());
    expect(await lossesOfKills(server.url, 800)).toEqual([]);
  },
);
