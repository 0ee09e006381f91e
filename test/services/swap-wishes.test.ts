import { describe, expect, test } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import type { SwapWishes } from "../../src/core/swap-wishes.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { agreeToEnd, begin, jobWorld, quoted, runToEnd } from "../support/job-world.ts";

async function swapWith(wishes: Partial<SwapWishes>, faces = 3) {
  const world = await jobWorld();
  world.provider.rules.faces = faces;
  return { world, request: world.request("1", { wishes: { ...plainWishes, ...wishes } }) };
}

describe("a swap of every face", () => {
  test("puts the one photo onto each face that the API lists, for the price of each", async () => {
    const { world, request } = await swapWith({ faces: "all" });
    const started = await world.start();
    await agreeToEnd(world, started, request);
    const [task] = world.provider.tasks.values();
    if (task.model !== "gif-face-swap-multi") throw new Error(`a task of ${task.model}`);
    const { faces } = task.input;
    expect(faces.map(({ face_id }) => face_id)).toEqual([0, 1, 2]);
    expect(new Set(faces.map(({ target }) => target)).size).toBe(1);
    // 20 frames are two started groups of 15, and three faces each: the most that a swap may cost.
    expect(world.reply.results).toMatchObject([{ price: 6, faces: 3, unmet: [] }]);
    expect((await started.accounts.get("person:77"))?.used).toBe(6);
  });

  test("takes the main face and says so where the API lists no faces", async () => {
    const { world, request } = await swapWith({ faces: "all" });
    world.provider.rules.detects = false;
    await runToEnd(await world.start(), request);
    expect([...world.provider.tasks.values()]).toMatchObject([{ model: "gif-face-swap" }]);
    expect(world.reply.results).toMatchObject([{ price: 2, faces: 1, unmet: ["faces"] }]);
  });

  test("costs nothing and says why when there is no face in the GIF", async () => {
    const { world, request } = await swapWith({ faces: "all" }, 0);
    const started = await world.start();
    await runToEnd(started, request);
    expect(world.reply.failures).toMatchObject([{ code: "NO_FACE_IN_TARGET" }]);
    expect(world.provider.tasks.size).toBe(0);
    expect((await started.accounts.get("person:77"))?.log ?? []).toEqual([]);
  });

  test("has the faces listed anew for the task when a restart has lost the links", async () => {
    const { world, request } = await swapWith({ faces: "all" });
    world.provider.faults.createTask.push({ code: 429, retryAfter: "1" });
    const first = await world.start();
    await begin(first, request);
    await quoted(world);
    await first.machine.agree("1", { ...request.reply, token: "pressed" });
    await expect.poll(async () => (await first.records.get("1"))?.failures).toBe(1);
    await first.close();
    const before = new Set(world.provider.uploads.keys());
    const second = await world.start();
    await second.ended("1");
    const [task] = world.provider.tasks.values();
    expect(task).toMatchObject({ model: "gif-face-swap-multi", input: { faces: { length: 3 } } });
    expect(before.has((task.input as { video_url: string }).video_url)).toBe(false);
    expect(world.reply.results).toMatchObject([{ faces: 3 }]);
  });
});

describe("the strength of a swap", () => {
  test.each([
    ["natural", undefined],
    ["balanced", 0.5],
    ["likeness", 1],
  ] as const)("%s reaches the API as %s", async (strength, sent) => {
    const { world, request } = await swapWith({ strength });
    await runToEnd(await world.start(), request);
    const [task] = world.provider.tasks.values();
    expect(task.input.strength).toBe(sent);
    expect(world.reply.results).toMatchObject([{ unmet: [] }]);
  });

  test.each([
    ["refuses to describe its models", { code: 422 }],
    ["has that call switched off", { code: 505 }],
    ["describes them in a form of its own", { data: { model: "gif-face-swap" } }],
  ] as const)("is left out where the API %s", async (_, answer) => {
    const { world, request } = await swapWith({ strength: "likeness" });
    const { rules } = world.provider;
    const usual = { ...rules };
    rules.answer = (call) =>
      call.url.pathname.startsWith(`${paths.models}/`) ? answer : usual.answer(call);
    await runToEnd(await world.start(), request);
    expect(world.reply.failures).toEqual([]);
    expect(world.reply.results).toMatchObject([{ unmet: ["strength"] }]);
  });

  test("is left out, and the result says so, where the API does not know it", async () => {
    const { world, request } = await swapWith({ strength: "likeness" });
    world.provider.rules.strengths = false;
    await runToEnd(await world.start(), request);
    const [task] = world.provider.tasks.values();
    expect(task.input).not.toHaveProperty("strength");
    expect(world.reply.results).toMatchObject([{ unmet: ["strength"] }]);
  });
});
