import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { deadline, firstOf, sleep } from "../../src/core/deadline.ts";

setFlagsFromString("--expose_gc");
const collectGarbage = runInNewContext("gc") as () => void;
const never = new AbortController().signal;

/** What comes of waiting while memory is cleaned up a few times. */
async function comesOf(waiting: Promise<string>): Promise<string> {
  for (let round = 0; round < 5; round += 1) {
    await delay(20);
    collectGarbage();
  }
  return Promise.race([waiting, delay(10_000, "never ended")]);
}

/** Resolves when the signal ends; whoever waits for that holds nothing else. */
const ended = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    signal.addEventListener("abort", () => resolve("ended"), { once: true });
  });

describe("a time limit comes although memory is cleaned up meanwhile", () => {
  test("where it is one of several ends", async () => {
    expect(await comesOf(ended(deadline(400, never)))).toBe("ended");
  });

  test("where it stands round another one that nobody holds any more", async () => {
    expect(await comesOf(ended(deadline(60_000, deadline(400, never))))).toBe("ended");
  });

  test("where it is one of several ends of something else", async () => {
    expect(await comesOf(ended(firstOf(never, deadline(400, never))))).toBe("ended");
  });

  test("where only a pause waits for it", async () => {
    const paused = sleep(60_000, deadline(400, never));
    expect(await comesOf(paused.then(() => "slept").catch(() => "ended"))).toBe("ended");
  });
});
