import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { deadline, relay } from "../../src/core/deadline.ts";
import { engineStandIn } from "../support/engine-stand-in.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import { jobWorld, runToEnd } from "../support/job-world.ts";

setFlagsFromString("--expose_gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** As many as five hundred jobs make; each left 6 kB behind, and 60 bytes if nobody had listened to it. */
const batches = 20;
const inABatch = 250;
const mostLeftBytes = 4 * 1024 * 1024;

/** As calls of Discord do it: a time limit for each, to which discord.js listens for ever. */
async function makeSignals(of: AbortSignal): Promise<void> {
  for (let batch = 0; batch < batches; batch += 1) {
    for (let count = 0; count < inABatch; count += 1) {
      deadline(20, of).addEventListener("abort", () => {});
    }
    await delay(30);
  }
}

async function heapBytes(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    await delay(20);
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

test("many pieces of work under one signal are no leak that Node would warn of", async () => {
  const warnings: string[] = [];
  const listen = ({ name }: Error) => void warnings.push(name);
  process.on("warning", listen);
  const longLived = new AbortController();
  const relays = Array.from({ length: 30 }, () => relay(longLived.signal));
  await delay(10);
  process.off("warning", listen);
  expect(warnings).toEqual([]);
  relays[0].end();
  longLived.abort(new Error("over"));
  expect(relays.map(({ signal }) => signal.aborted)).toEqual(relays.map((_, at) => at > 0));
});

describe("what is made of the signals of a piece of work goes with it", () => {
  test("of a job of the bot", async () => {
    const world = await jobWorld({
      alter: (deps) => ({
        ...deps,
        intake: {
          async take(inputs, signal) {
            if (inputs.personId === "7") await makeSignals(signal);
            return deps.intake.take(inputs, signal);
          },
        },
      }),
    });
    const started = await world.start();
    await runToEnd(started, world.request("1", { personId: "8" }));
    const before = await heapBytes();
    await runToEnd(started, world.request("2", { personId: "7" }));
    expect((await heapBytes()) - before).toBeLessThan(mostLeftBytes);
  });

  test("of a task of the server", async () => {
    const { pool } = engineStandIn();
    let makes = false;
    const server = await startFaceSwapServer({
      pool: {
        ...pool,
        async swap({ target }, { signal } = {}) {
          if (makes && signal) await makeSignals(signal);
          return { bytes: target, frames: 1, framesSwapped: 1 };
        },
      },
    });
    await server.ended(await server.createTask());
    const before = await heapBytes();
    makes = true;
    await server.ended(await server.createTask());
    expect((await heapBytes()) - before).toBeLessThan(mostLeftBytes);
  });
});
