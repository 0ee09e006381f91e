import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import type { SwapWishes } from "../../src/core/swap-wishes.ts";
import type { JobRecord } from "../../src/services/job-record.ts";
import { paceRecord } from "../../src/services/swap-pace.ts";
import {
  agreeToEnd,
  begin,
  jobWorld,
  plainGif,
  plainPicture,
  quoted,
  runToEnd,
} from "../support/job-world.ts";
import type { StartedMachine } from "../support/job-world.ts";
import type { MachineOptions } from "../support/open-machine.ts";

const minuteMs = 60_000;

/** A person with two faces in their GIF of 20 frames, whose bot asks before every swap. */
async function askingWorld(
  wishes: Partial<SwapWishes> = {},
  options: Partial<MachineOptions> = {},
) {
  let skew = 0;
  const clock = () => Date.now() + skew;
  const world = await jobWorld({ quoteFrom: 1, clock, ...options });
  world.provider.rules.faces = 2;
  const request = world.request("1", { wishes: { ...plainWishes, ...wishes } });
  const press = { ...request.reply, token: "pressed" };
  return { world, request, press, pass: (ms: number) => void (skew += ms) };
}

const jobOf = async ({ records }: StartedMachine): Promise<JobRecord | undefined> =>
  records.get("1");

async function expectUntouched(started: StartedMachine): Promise<void> {
  const account = await started.accounts.get("person:77");
  expect(account?.holds ?? {}).toEqual({});
  expect(account?.used ?? 0).toBe(0);
  expect(account?.log ?? []).toEqual([]);
}

describe("what starts at once", () => {
  test.each([
    ["a cheap one of the main face", { faces: "primary" }, { quoteFrom: 3 }, 1],
    ["a cheap one of all faces, where there is one", { faces: "all" }, { quoteFrom: 3 }, 1],
  ] as const)("is %s", async (_, wishes, options, faces) => {
    const { world, request } = await askingWorld(wishes, options);
    world.provider.rules.faces = faces;
    await runToEnd(await world.start(), request);
    expect(world.reply).toMatchObject({ quotes: [], results: [{ price: 2 }] });
  });

  test.each([
    ["costs as much as the setting says", {}, { quoteFrom: 2 }],
    ["takes more than half of what is left", {}, { quoteFrom: 100, creditsPerPeriod: 3 }],
    ["replaces several faces", { faces: "all" }, { quoteFrom: 100 }],
    ["is for faces to be picked", { faces: "choose" }, { quoteFrom: 100 }],
  ] as const)("is none that %s", async (_, wishes, options) => {
    const { world, request } = await askingWorld(wishes, options);
    const started = await world.start();
    await begin(started, request);
    await quoted(world);
    await expectUntouched(started);
    expect(world.provider.tasks.size).toBe(0);
  });
});

describe("a quote", () => {
  test("shows a picture, faces × frames, price, what is left, and how long it should take", async () => {
    const { world, request } = await askingWorld({ faces: "all" });
    await begin(await world.start(), request);
    const card = await quoted(world);
    expect(card).toMatchObject({
      faces: [0, 1],
      chosen: [0, 1],
      frames: 20,
      price: 4,
      left: 10,
      choosing: false,
    });
    expect(card.expectedMs).toBeGreaterThan(0);
    expect(card.until).toBeGreaterThan(Date.now() + 9 * minuteMs);
  });

  test("has the main face alone when nobody said more, though the clip has several people", async () => {
    const { world, request } = await askingWorld();
    await agreeToEnd(world, await world.start(), request);
    expect(world.reply.quotes).toMatchObject([{ faces: [0, 1], chosen: undefined, price: 2 }]);
    expect([...world.provider.tasks.values()]).toMatchObject([{ model: "gif-face-swap" }]);
    expect(world.reply.results).toMatchObject([{ price: 2 }]);
  });

  test("follows each choice with its price, and the task swaps those faces and says of the others that they stay", async () => {
    const { world, request, press } = await askingWorld({ faces: "choose" });
    const started = await world.start();
    await begin(started, request);
    expect(await quoted(world)).toMatchObject({ choosing: true, chosen: [0], price: 2 });
    const { machine } = started;
    await machine.editQuote("1", { kind: "face", face: 1, replaced: true }, press);
    expect(await quoted(world, 2)).toMatchObject({ chosen: [0, 1], price: 4, picture: undefined });
    await machine.editQuote("1", { kind: "face", face: 0, replaced: false }, press);
    expect(await quoted(world, 3)).toMatchObject({ chosen: [1], price: 2 });
    await machine.agree("1", press);
    await started.ended("1");
    // As the contract has it, a face stays by its own picture.
    const faces = [
      { face_id: 0, target: expect.stringMatching(/\/crops\//) },
      { face_id: 1, target: expect.stringMatching(/\/files\//) },
    ];
    expect([...world.provider.tasks.values()]).toMatchObject([
      { model: "gif-face-swap-multi", input: { faces } },
    ]);
    expect(world.reply.results).toMatchObject([{ price: 2, faces: 1 }]);
    expect((await started.accounts.get("person:77"))?.used).toBe(2);
  });

  test("does not start without a face", async () => {
    const { world, request, press } = await askingWorld({ faces: "choose" });
    const started = await world.start();
    await begin(started, request);
    await quoted(world);
    await started.machine.editQuote("1", { kind: "face", face: 0, replaced: false }, press);
    expect(await quoted(world, 2)).toMatchObject({ chosen: [] });
    await started.machine.agree("1", press);
    expect(await jobOf(started)).toMatchObject({ state: "quoted" });
    expect((await jobOf(started))?.quote?.agreedAt).toBeUndefined();
  });

  test("is shown with what is short when the wish costs more than there is, and can be changed", async () => {
    const { world, request, press } = await askingWorld({ faces: "all" }, { creditsPerPeriod: 3 });
    const started = await world.start();
    await begin(started, request);
    expect(await quoted(world)).toMatchObject({ price: 4, left: 3 });
    await started.machine.editQuote("1", { kind: "face", face: 1, replaced: false }, press);
    expect(await quoted(world, 2)).toMatchObject({ price: 2, left: 3 });
    await started.machine.agree("1", press);
    await started.ended("1");
    expect(world.reply.results).toMatchObject([{ price: 2, creditsLeft: 1 }]);
  });

  test("is refused at once, unasked, to who cannot pay for a single face", async () => {
    const { world, request } = await askingWorld({ faces: "all" }, { creditsPerPeriod: 1 });
    await runToEnd(await world.start(), request);
    expect(world.reply).toMatchObject({ quotes: [], failures: [{ code: "NO_CREDITS" }] });
  });

  test("charges once however often Start is pressed", async () => {
    const { world, request, press } = await askingWorld();
    const started = await world.start();
    await begin(started, request);
    await quoted(world);
    await Promise.all([1, 2, 3].map(() => started.machine.agree("1", press)));
    await started.ended("1");
    expect(world.provider.tasks.size).toBe(1);
    const account = await started.accounts.get("person:77");
    expect(account?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
  });

  test("is nobody else's to press", async () => {
    const { world, request } = await askingWorld();
    const started = await world.start();
    await begin(started, request);
    await quoted(world);
    await expect(started.machine.checkPress("1", "78")).rejects.toMatchObject({
      code: "JOB_OF_ANOTHER",
    });
    await expect(started.machine.checkPress("1", "77")).resolves.toBeUndefined();
  });

  test("ends after ten minutes, at no cost, and says so to late presses", async () => {
    const { world, request, press, pass } = await askingWorld();
    const started = await world.start();
    await begin(started, request);
    await quoted(world);
    pass(10 * minuteMs + 1_000);
    await started.wakeups.schedule("1", 0);
    await started.ended("1");
    expect(world.reply.failures).toMatchObject([{ code: "QUOTE_ENDED" }]);
    await expectUntouched(started);
    await expect(started.machine.checkPress("1", "77")).rejects.toMatchObject({
      code: "QUOTE_ENDED",
    });
    await expect(started.machine.agree("1", press)).rejects.toMatchObject({ code: "QUOTE_ENDED" });
  });

  test("survives a restart, and Start then works with everything fetched anew", async () => {
    const { world, request, press } = await askingWorld({ faces: "all" });
    const first = await world.start();
    await begin(first, request);
    await quoted(world);
    // Written down after it was shown.
    await expect.poll(async () => (await jobOf(first))?.quoteShown).toBe(1);
    await first.close();
    const old = new Set(world.provider.uploads.keys());
    const second = await world.start();
    await second.recover();
    await second.machine.agree("1", press);
    await second.ended("1");
    expect(world.reply.quotes).toHaveLength(1);
    const [task] = world.provider.tasks.values();
    expect(old.has((task.input as { video_url: string }).video_url)).toBe(false);
    expect(world.reply.results).toMatchObject([{ price: 4, faces: 2 }]);
  });

  test("is made anew when the link serves another GIF by then", async () => {
    const { world, request, press } = await askingWorld();
    const started = await world.start();
    await begin(started, request);
    await quoted(world);
    world.provider.cdn.set("dance.gif", plainGif(40));
    await started.machine.agree("1", press);
    expect(await quoted(world, 2)).toMatchObject({ frames: 40, price: 3 });
    await expectUntouched(started);
    await started.machine.agree("1", press);
    await started.ended("1");
    expect(world.reply.results).toMatchObject([{ price: 3 }]);
  });

  test("ends with the fault when the file is gone by then", async () => {
    const { world, request, press } = await askingWorld();
    const started = await world.start();
    await begin(started, request);
    await quoted(world);
    world.provider.cdn.delete("dance.gif");
    await started.machine.agree("1", press);
    await started.ended("1");
    expect(world.reply.failures).toMatchObject([{ code: "LINK_DEAD" }]);
    await expectUntouched(started);
  });

  test("learns from finished swaps how long the next should take", async () => {
    const { world, request } = await askingWorld({}, { quoteFrom: 100, creditsPerPeriod: 100 });
    const started = await world.start();
    for (const id of ["2", "3", "4"]) await runToEnd(started, { ...request, id });
    const learned = await started.store.records("pace", paceRecord).get("pace");
    expect(learned?.swaps).toHaveLength(3);
  });
});

describe("the picture of a quote", () => {
  test("is a PNG of the GIF's first clear frame", async () => {
    const { world, request } = await askingWorld();
    world.provider.rules.crops = await plainPicture();
    await begin(await world.start(), request);
    const { picture } = await quoted(world);
    const { format, width } = await sharp(picture).metadata();
    expect({ format, isWide: width >= 320 }).toEqual({ format: "png", isWide: true });
  });

  test("may be missing: the card is shown all the same", async () => {
    const { world, request } = await askingWorld();
    await begin(
      await world.start({
        alter: (deps) => ({
          ...deps,
          drawFaces: async () => {
            throw new Error("no picture today");
          },
        }),
      }),
      request,
    );
    expect(await quoted(world)).toMatchObject({ picture: undefined, price: 2 });
  });
});
