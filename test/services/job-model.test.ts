import { assert, asyncProperty, nat } from "fast-check";
import type { Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import { noHolds } from "../support/no-holds.ts";
import { happenings, live, overtaken } from "./job-story.ts";
import type { Happening, Spoil } from "./job-story.ts";

function holdsFor(
  runs: number,
  spoil: Spoil = {},
  stories: Arbitrary<Happening[]> = happenings,
): Promise<void> {
  return assert(
    asyncProperty(stories, nat(1), async (story, fails) => {
      const lived = await live(story, fails === 1, spoil);
      const { ends, account, tasks, mostAtWork, overrun, mayHaveCost } = lived;
      let paid = 0;
      for (const { end, told, isCancelled } of ends) {
        // Two deaths in the one window in which nobody can know, ten minutes without an answer to the quote, or half an
        // hour of them in the line: the job is given up, and costs nothing.
        const code = end?.failure?.code;
        const isTired = code === "NO_PLACE_IN_TIME" && overrun > 20;
        const isUnclear = code === "SWAP_API_UNCLEAR" || code === "QUOTE_ENDED" || isTired;
        const outcome = fails === 1 || isUnclear || isCancelled ? "failure" : "result";
        expect(end).toMatchObject({ state: "delivered", delivery: outcome });
        // Told once or, when a process died before it could write that down, the same again.
        expect(new Set(told)).toEqual(new Set([outcome]));
        if (outcome === "result") paid += 1;
      }
      expect(account?.used ?? 0).toBe(2 * paid);
      expect(account?.holds ?? {}).toEqual(noHolds);
      expect(tasks).toBeLessThanOrEqual(Math.min(2 * ends.length, mayHaveCost));
      expect(mostAtWork).toBeLessThanOrEqual(1);
    }),
    { numRuns: runs, endOnFailure: true },
  );
}

describe("a job that two processes share", () => {
  test("has one end, one charge, and a task more for each death at most, whatever happens when", async () => {
    await expect(holdsFor(200)).resolves.toBeUndefined();
  });

  test("holds as much when its person is asked first, changes their mind, or cancels", async () => {
    await expect(holdsFor(200, { asks: true })).resolves.toBeUndefined();
  });

  test("is not held or charged anew by one that was overtaken", async () => {
    await expect(holdsFor(100, {}, overtaken)).resolves.toBeUndefined();
  });

  test("has its place alone when its person has another one, and both have their end", async () => {
    await expect(holdsFor(150, { shares: true })).resolves.toBeUndefined();
  });

  test("shares as well when both are asked about first", async () => {
    await expect(holdsFor(100, { shares: true, asks: true })).resolves.toBeUndefined();
  });

  // The controls: a model that could not fail would prove nothing.
  test("would cost tasks for nothing, or end twice, without the lease", async () => {
    await expect(holdsFor(300, { noLease: true })).rejects.toThrow(/Property failed/);
  });

  test("would be held anew by one that was overtaken, did the account forget which jobs have ended", async () => {
    await expect(holdsFor(300, { noTombstone: true }, overtaken)).rejects.toThrow(
      /Property failed/,
    );
  });

  test("would run beside another one without the line", async () => {
    await expect(holdsFor(100, { shares: true, noLine: true })).rejects.toThrow(/Property failed/);
  });
});
