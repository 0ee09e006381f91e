import { expect, test } from "vitest";
import { expectedEnd } from "../../src/services/expected-end.ts";

const start = 1_800_000_000_000;
const base = { now: start, since: start, workMs: 60_000, waitMs: 0 };

test("a task in line should be done after its wait and its work", () => {
  const at = expectedEnd({ ...base, progress: { stage: "queued" }, waitMs: 90_000 });
  expect(at).toBe(start + 150_000);
});

test("one that just began should be done after what such swaps took so far", () => {
  const progress = { stage: "finding", done: 1, of: 48 } as const;
  expect(expectedEnd({ ...base, progress })).toBe(start + 60_000);
});

test("one that is half done believes its own pace as much as history", () => {
  // Half the work in 90 s: 90 s more by its own pace, 6 s more by a history that was wrong.
  const progress = { stage: "drawing", done: 0, of: 48 } as const;
  const at = expectedEnd({ ...base, progress, now: start + 90_000 });
  expect(at - (start + 90_000)).toBe(50_000);
});

test("one that is nearly done goes by its own pace, whatever history says", () => {
  const progress = { stage: "drawing", done: 47, of: 48 } as const;
  const at = expectedEnd({ ...base, progress, now: start + 300_000, workMs: 10_000 });
  expect(at - (start + 300_000)).toBeLessThanOrEqual(10_000);
});

test("no task is expected to be done before now", () => {
  for (const stage of ["queued", "finding", "drawing"] as const) {
    const progress = { stage, done: 0, of: 10 };
    const at = expectedEnd({ ...base, progress, now: start + 3_600_000 });
    expect(at).toBeGreaterThan(start + 3_600_000);
  }
});
