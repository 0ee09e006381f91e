import { expect, test } from "vitest";
import type { SwapProgress } from "../../src/workers/swap-port.ts";
import { throttleProgress } from "../../src/workers/throttle-progress.ts";

test("frame by frame news become a few a second, with the first and last of each stage", () => {
  const sent: string[] = [];
  let time = 0;
  const report = throttleProgress(
    ({ stage, done }) => sent.push(`${stage} ${done}`),
    () => time,
  );
  const stages: SwapProgress["stage"][] = ["finding", "drawing"];
  for (const stage of stages) {
    for (let done = 0; done <= 10; done += 1) {
      report({ stage, done, of: 10 });
      time += 100;
    }
  }
  expect(sent).toEqual([
    "finding 0",
    "finding 3",
    "finding 6",
    "finding 9",
    "finding 10",
    "drawing 0",
    "drawing 3",
    "drawing 6",
    "drawing 9",
    "drawing 10",
  ]);
});
