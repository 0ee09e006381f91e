import { describe, expect, test } from "vitest";
import { jobWorld, runToEnd } from "../support/job-world.ts";

const goodVerdict = { verdict: "good", faults: [] };
const refusal = {
  verdict: "refused",
  faults: [
    {
      code: "PHOTO_FACE_TOO_SMALL",
      refused: true,
      message: "The face is small.",
      facts: { size: 31, better: 110 },
    },
  ],
};

/** The calls that say in which order things happened. */
function callsOf(world: Awaited<ReturnType<typeof jobWorld>>): string[] {
  return world.provider.calls
    .filter((call) => call.startsWith("POST") || call.startsWith("PUT"))
    .map((call) => call.replace(/^(\w+) .*\/(\w+)(?:-.*)?$/, "$1 $2").replace(/^PUT .*/, "PUT"));
}

describe("a photo, before anything is held", () => {
  test("is judged by an API that does, and used when it is good", async () => {
    const world = await jobWorld();
    world.provider.faceVerdict = goodVerdict;
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.results).toHaveLength(1);
    expect(world.reply.results[0].advice).toBeUndefined();
    expect(callsOf(world)).toEqual(["PUT", "POST CheckFace", "PUT", "POST CreateTask"]);
    expect(world.provider.uploads.size).toBe(2);
  });

  test("ends the job when it is refused: no hold, no task, the fault in the reply", async () => {
    const world = await jobWorld();
    world.provider.faceVerdict = refusal;
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toMatchObject([
      { code: "PHOTO_FACE_TOO_SMALL", facts: { size: 31, better: 110 } },
    ]);
    expect(world.provider.tasks.size).toBe(0);
    const account = await started.accounts.get("person:77");
    expect(account?.log ?? []).toEqual([]);
    expect(account?.holds ?? {}).toEqual({});
  });

  test("that is usable gets its advice with the result, after a restart too", async () => {
    const world = await jobWorld();
    world.provider.faceVerdict = {
      verdict: "usable",
      faults: [{ code: "PHOTO_MOUTH_OPEN", refused: false, message: "…", facts: {} }],
    };
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.results).toMatchObject([
      { advice: { code: "PHOTO_MOUTH_OPEN", facts: {} } },
    ]);
    expect(await started.records.get("1")).toMatchObject({ advice: { code: "PHOTO_MOUTH_OPEN" } });
  });

  test("is not judged by an API that does not, which is asked once", async () => {
    const world = await jobWorld();
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    await runToEnd(started, world.request("2"));
    expect(world.reply.results).toHaveLength(2);
    expect(callsOf(world).filter((call) => call === "POST CheckFace")).toHaveLength(1);
    expect(world.provider.uploads.size).toBe(4);
  });

  test.each([
    { case: "is busy", fault: { code: 429, retryAfter: "10" } },
    { case: "breaks", fault: { code: 500 } },
    { case: "hangs up", fault: "cut" },
    { case: "answers nonsense", fault: { text: "<html>" } },
  ] as const)("is used all the same when the API $case", async ({ fault }) => {
    const world = await jobWorld();
    world.provider.faceVerdict = goodVerdict;
    world.provider.faults.checkFace.push(fault);
    await runToEnd(await world.start(), world.request("1"));
    expect(world.reply.failures).toEqual([]);
    expect(world.reply.results).toHaveLength(1);
  });

  test("refused for a reason of a later version is explained in the API's words", async () => {
    const world = await jobWorld();
    world.provider.faceVerdict = {
      verdict: "refused",
      faults: [{ code: "PHOTO_UPSIDE_DOWN", refused: true, message: "Turn it round.", facts: {} }],
    };
    await runToEnd(await world.start(), world.request("1"));
    expect(world.reply.failures).toMatchObject([{ code: "SWAP_FAILED", detail: "Turn it round." }]);
  });
});
