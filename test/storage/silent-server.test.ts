import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { openStore } from "../../src/storage/open-store.ts";
import { startSilentProxy } from "../support/silent-proxy.ts";
import { canUse, postgres, redis, serverTitle, useServer } from "../support/store-servers.ts";

/** Longer than a call of a store may take, by far. */
const patienceMs = 40_000;

describe.each([redis, postgres])("a store whose $name falls silent", (kind) => {
  test.skipIf(!canUse(kind))(
    `fails calls on their way and later ones, and goes on by itself: ${serverTitle(kind)}`,
    async () => {
      const server = await useServer(kind);
      onTestFinished(() => server.close());
      const proxy = await startSilentProxy(server.url);
      onTestFinished(() => proxy.close());
      const store = await openStore(proxy.url);
      onTestFinished(() => store.close());
      const records = store.records("silent", z.object({ count: z.int() }));
      await records.update("a", () => ({ count: 1 }));

      proxy.fallSilent();
      // A bot has always something to ask.
      const others = setInterval(() => void records.get("b").catch(() => {}), 100);
      onTestFinished(() => clearInterval(others));
      const calls = [
        records.get("a"),
        records.update("a", () => ({ count: 2 })),
        records.delete("a"),
        records.entries().next(),
        store.check(),
      ];
      const outcomes = Promise.allSettled(calls);
      const said = await Promise.race([outcomes, delay(patienceMs, "hangs")]);
      const failure = { status: "rejected", reason: { code: "STORE_FAILED" } };
      expect(said).toMatchObject(calls.map(() => failure));
      await expect(store.check()).rejects.toMatchObject({ code: "STORE_FAILED" });

      proxy.speak();
      await expect.poll(() => records.get("a").catch(() => "not yet")).toEqual({ count: 1 });
    },
  );

  test.skipIf(!canUse(kind))(
    `is refused when it is silent from the start: ${serverTitle(kind)}`,
    async () => {
      const server = await useServer(kind);
      onTestFinished(() => server.close());
      const proxy = await startSilentProxy(server.url);
      onTestFinished(() => proxy.close());
      proxy.fallSilent();
      const outcome = openStore(proxy.url).then(
        () => "worked",
        (error: unknown) => error,
      );
      const said = await Promise.race([outcome, delay(patienceMs, "hangs")]);
      expect(said).toMatchObject({ code: "STORE_FAILED" });
    },
  );
});
