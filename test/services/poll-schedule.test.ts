import { describe, expect, test } from "vitest";
import { createPollSchedule } from "../../src/services/poll-schedule.ts";

/** The pauses of ten looks in a row. */
function pauses(random: () => number, options = {}): number[] {
  const schedule = createPollSchedule({ random, ...options });
  const found = [schedule.first()];
  while (found.length < 10) found.push(schedule.next(found[found.length - 1]));
  return found;
}

describe("the pauses between two looks", () => {
  test("grow by half from a second up to twenty", () => {
    expect(pauses(() => 0.5)).toEqual([
      1000, 1500, 2250, 3375, 5063, 7595, 11_393, 17_090, 20_000, 20_000,
    ]);
  });

  test("never leave their bounds, whatever chance says", () => {
    for (const chance of [0, 0.25, 0.999_999]) {
      for (const pause of pauses(() => chance)) {
        expect(pause).toBeGreaterThanOrEqual(1000);
        expect(pause).toBeLessThanOrEqual(20_000);
      }
    }
  });

  test("differ between jobs that began together", () => {
    expect(pauses(() => 0.1)[3]).not.toBe(pauses(() => 0.9)[3]);
  });

  test("may be shorter for a server in the same machine", () => {
    expect(pauses(() => 0.5, { minMs: 250 })[0]).toBe(250);
    expect(pauses(() => 0.5, { minMs: 250, firstMs: 800 })[0]).toBe(800);
  });

  test("are never shorter than what the service asked for, and not cut off at the maximum", () => {
    for (const chance of [0, 0.5, 0.999]) {
      const schedule = createPollSchedule({ random: () => chance });
      expect(schedule.next(1000, 60_000)).toBeGreaterThanOrEqual(60_000);
      expect(schedule.next(1000, 60_000)).toBeLessThan(75_000);
    }
  });
});
