import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { sleep as realSleep } from "../../src/core/deadline.ts";
import { limits } from "../../src/core/limits.ts";
import { createLogger } from "../../src/core/logger.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { mediaKind } from "../../src/media/kind.ts";
import { createEmbeddedWakeups } from "../../src/services/wakeups/embedded-wakeups.ts";
import type { Fault, ProviderSettings, TaskEnd } from "../support/fake-provider.ts";
import { begin, jobWorld, plainGif, runToEnd } from "../support/job-world.ts";
import { hasFfmpeg, makeVideo } from "../support/make-video.ts";
import type { MachineOptions } from "../support/open-machine.ts";

type Calls = keyof ProviderSettings["faults"];

/** Made before anything closes the loaders of this process. */
const movingWebp = await sharp(plainGif(3), { animated: true }).webp({ lossless: true }).toBuffer();

/** Runs one job against a provider with these faults and returns what is left of it. */
async function runAgainst(
  faults: Partial<Record<Calls, Fault[]>>,
  options: Partial<MachineOptions> & Partial<Omit<ProviderSettings, "faults">> = {},
) {
  const world = await jobWorld(options);
  const { mode, end, result, runningLooks } = options;
  Object.assign(world.provider.faults, faults);
  for (const [name, value] of Object.entries({ mode, end, result, runningLooks })) {
    if (value !== undefined) Object.assign(world.provider, { [name]: value });
  }
  const started = await world.start();
  await runToEnd(started, world.request("1"));
  const account = await started.accounts.get("person:77");
  const record = await started.records.get("1");
  return {
    ...world.reply,
    record,
    tasks: world.provider.tasks.size,
    calls: world.provider.calls,
    used: account?.used,
    holds: Object.keys(account?.holds ?? {}).length,
    end: account?.closed["1"]?.end,
  };
}

const failed = (failure: object) => ({
  results: [],
  failures: [expect.objectContaining(failure)],
  used: 0,
  holds: 0,
  end: "released",
});
const swapped = { failures: [], used: 2, holds: 0, end: "settled", record: { delivery: "result" } };

describe.each(["mirrored", "always-200"] as const)("an API whose HTTP line is %s", (mode) => {
  test.each<[string, Partial<Record<Calls, Fault[]>>]>([
    ["limits uploads for a moment", { uploadUrl: [{ code: 429 }, { code: 429 }] }],
    ["limits submits for a moment", { createTask: [{ code: 429, retryAfter: "0.02" }] }],
    ["limits looks for a moment", { taskInfo: [{ code: 429, retryAfter: "0.02" }] }],
    ["stumbles over uploads", { uploadUrl: [{ code: 500 }, "cut", { text: "<html>" }] }],
    ["stumbles over looks", { taskInfo: [{ code: 500 }, { code: 455 }, "cut", { text: "{}" }] }],
    ["does not see the task at once", { taskInfo: [{ code: 404 }, { code: 404 }] }],
  ])("that %s still swaps, with one task and one charge", async (_, faults) => {
    expect(await runAgainst(faults, { mode })).toMatchObject({
      ...swapped,
      tasks: 1,
      record: { attempt: 1 },
    });
  });

  test.each<[string, Fault, object]>([
    ["has no credits of ours left", { code: 402 }, { code: "SWAP_API_CREDITS" }],
    ["does not know our key", { code: 401 }, { code: "SWAP_API_KEY" }],
    ["disabled our key", { code: 403 }, { code: "SWAP_API_KEY" }],
    ["is under maintenance", { code: 455 }, { code: "SWAP_API_MAINTENANCE" }],
    ["has the model switched off", { code: 505 }, { code: "FEATURE_OFF" }],
    [
      "refuses the input",
      { code: 422, errors: ["video_url: Field required"] },
      { code: "SWAP_API_REFUSED", detail: "video_url: Field required" },
    ],
  ])("that %s ends the job at once, with the credits back", async (_, fault, failure) => {
    const left = await runAgainst({ createTask: [fault] }, { mode });
    expect(left).toMatchObject({ ...failed(failure), tasks: 0 });
    expect(left.calls.filter((call) => call.endsWith("CreateTask")).length).toBe(1);
  });

  test.each<[string, Fault]>([
    ["500", { codeAfterwards: 500 }],
    ["a page", { text: "<html>bad gateway</html>" }],
    ["an answer without a task id", { text: '{"code":200,"message":"success","data":{}}' }],
    ["a broken connection", "cut"],
  ])(
    "that creates a task and answers with %s is asked once more, and charges once",
    async (_, fault) => {
      const left = await runAgainst({ createTask: [fault] }, { mode });
      expect(left).toMatchObject({ ...swapped, tasks: 2, record: { attempt: 2 } });
    },
  );

  test("that is unclear about a submit twice is not asked a third time", async () => {
    const createTask: Fault[] = [{ codeAfterwards: 500 }, "cut", { code: 200 }];
    expect(await runAgainst({ createTask }, { mode })).toMatchObject({
      ...failed({ code: "SWAP_API_UNCLEAR" }),
      tasks: 2,
    });
  });

  test("that ends a look with 501 has failed the task", async () => {
    const left = await runAgainst({ taskInfo: [{ code: 501 }] }, { mode });
    expect(left).toMatchObject(failed({ code: "SWAP_FAILED", detail: "code 501" }));
  });
});

describe("a task", () => {
  test.each<[string, TaskEnd, object]>([
    [
      "fails with words of the hosted API",
      { status: "failed", message: "No face detected in the new face image" },
      { code: "SWAP_FAILED", detail: "No face detected in the new face image" },
    ],
    [
      "fails with a reason of our own server",
      { status: "failed", message: "x", reason: "NO_FACE_IN_PHOTO" },
      { code: "NO_FACE_IN_PHOTO" },
    ],
    [
      "fails with a reason from the future",
      { status: "failed", message: "too beautiful", reason: "TOO_BEAUTIFUL" },
      { code: "SWAP_FAILED", detail: "too beautiful" },
    ],
    [
      "succeeds without a result",
      { status: "success", mediaUrls: [] },
      { code: "RESULT_UNUSABLE" },
    ],
    [
      "succeeds with a result inside our network",
      { status: "success", mediaUrls: ["http://10.0.0.1/result.gif"] },
      { code: "RESULT_UNUSABLE" },
    ],
  ])("that %s gives the credits back", async (_, end, failure) => {
    expect(await runAgainst({}, { end })).toMatchObject(failed(failure));
  });

  test("may spell its success in other ways, and a status nobody knows is not an end", async () => {
    const world = await jobWorld();
    const url = `${world.provider.origin}/results/x.gif?g=1`;
    world.provider.end = { status: "PONDERING", credits: null };
    const started = await world.start();
    await begin(started, world.request("1"));
    const looks = () => world.provider.calls.filter((call) => call.endsWith("TaskInfo")).length;
    while (looks() < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    world.provider.end = { status: "Succeeded", mediaUrls: [url] };
    await started.ended("1");
    expect(world.reply.results.length).toBe(1);
  });

  test("that never ends is given up at the job's deadline", async () => {
    const left = await runAgainst({}, { runningLooks: Infinity, maxJobMs: 700 });
    expect(left).toMatchObject(failed({ code: "SWAP_TIMED_OUT" }));
  });

  test("that the API forgets is lost after a minute, not after the deadline", async () => {
    let now = Date.parse("2026-11-22T12:00:00Z");
    const clock = () => now;
    const world = await jobWorld({ clock, maxJobMs: 10 * 60_000 });
    // Every pause takes ten times as long for the clock as it takes for us.
    const sleep = async (ms: number, signal?: AbortSignal) => {
      await realSleep(Math.min(ms, 5), signal);
      now += 500;
    };
    const log = createLogger({ level: "silent" });
    const started = await world.start({ wakeups: createEmbeddedWakeups({ clock, sleep, log }) });
    world.provider.faults.taskInfo.push(...Array.from({ length: 100 }, () => ({ code: 404 })));
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toMatchObject([{ code: "SWAP_API_ODD_ANSWER" }]);
    expect(world.provider.faults.taskInfo.length).toBeLessThan(100);
  });

  test("whose API never answers is given up at the job's deadline, too", async () => {
    const left = await runAgainst({ taskInfo: ["silent"] }, { maxJobMs: 700 });
    expect(left).toMatchObject(failed({ code: "SWAP_TIMED_OUT" }));
  });

  test("is not asked for before the API's own Retry-After, and not at all when that is too late", async () => {
    const left = await runAgainst({ taskInfo: [{ code: 429, retryAfter: "3600" }] });
    expect(left).toMatchObject(failed({ code: "SWAP_API_BUSY" }));
    expect(left.calls.filter((call) => call.endsWith("TaskInfo")).length).toBe(1);
  });
});

describe("result gone, expired, HTML, of a wrong type, a bomb or private: never shown as a success. A result", () => {
  const gif = "image/gif";
  test.each<[string, { bytes: Uint8Array; contentType: string }, object]>([
    [
      "that is a web page",
      { bytes: Buffer.from("<html>expired</html>"), contentType: gif },
      { code: "RESULT_UNUSABLE" },
    ],
    [
      "that only begins like a video",
      { bytes: Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom"), contentType: gif },
      { code: "RESULT_UNUSABLE", facts: { kind: "mp4" } },
    ],
    [
      "that is a cut GIF",
      { bytes: plainGif(20).slice(0, 30), contentType: gif },
      { code: "RESULT_UNUSABLE" },
    ],
    [
      "that is too large",
      { bytes: Buffer.alloc(limits.maxResultBytes + 1, "GIF89a"), contentType: gif },
      { code: "RESULT_TOO_LARGE" },
    ],
    ["that is empty", { bytes: Buffer.alloc(0), contentType: gif }, { code: "RESULT_UNUSABLE" }],
  ])("%s is a failure, with the credits back", async (_, result, failure) => {
    expect(await runAgainst({}, { result })).toMatchObject(failed(failure));
  });

  test("that has expired is a failure, and one that is late is fetched again", async () => {
    expect(await runAgainst({ result: [{ code: 404 }] })).toMatchObject(
      failed({ code: "RESULT_UNUSABLE", facts: expect.objectContaining({ status: 404 }) }),
    );
    expect(await runAgainst({ result: [{ code: 503 }, { code: 500 }] })).toMatchObject(swapped);
  });

  test("with another number of frames is still a result", async () => {
    const result = { bytes: plainGif(19), contentType: gif };
    expect(await runAgainst({}, { result })).toMatchObject({
      ...swapped,
      results: [{ frames: 19 }],
    });
  });

  test("that is a moving WebP is made into a GIF", async () => {
    const result = { bytes: movingWebp, contentType: "application/octet-stream" };
    const left = await runAgainst({}, { result });
    expect(left).toMatchObject({ ...swapped, results: [{ frames: 3 }] });
    expect(mediaKind(left.results[0].file)).toBe("gif");
  });

  test.skipIf(!hasFfmpeg)("that is a video is made into a GIF", async () => {
    const video = { kind: "mp4", width: 64, height: 48, frames: 20, framesPerSecond: 10 } as const;
    const result = { bytes: makeVideo(video), contentType: gif };
    const left = await runAgainst({}, { result });
    expect(left).toMatchObject({ ...swapped, results: [{ price: 2 }] });
    expect(readGifBlocks(left.results[0].file)).toMatchObject({ width: 64, height: 48 });
  });

  test("that calls itself something else is judged by its bytes", async () => {
    const result = { bytes: plainGif(20), contentType: "video/mp4" };
    expect(await runAgainst({}, { result })).toMatchObject(swapped);
  });
});

describe("an API that is not there", () => {
  test("ends the job after some tries, without a doubt about a task", async () => {
    const left = await runAgainst({ uploadUrl: Array.from({ length: 20 }, () => ({ code: 503 })) });
    const failure = failed({ code: "SWAP_API_UNREACHABLE" });
    // The photo could not even be handed over to be judged, so nothing was held.
    expect(left).toMatchObject({ ...failure, end: "released", tasks: 0 });
    expect(left.record).toMatchObject({ attempt: 0 });
  });
});
