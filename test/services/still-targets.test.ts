import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { Inspect } from "../../src/core/safety-floor.ts";
import { limits } from "../../src/core/limits.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { readMark } from "../../src/media/read-mark.ts";
import { agreeToEnd, jobWorld, runToEnd } from "../support/job-world.ts";
import type { MachineOptions } from "../support/open-machine.ts";
import { noHolds } from "../support/no-holds.ts";

/** Left half red, right half blue. */
function redBlue(width = 80, height = 60) {
  const red = { create: { width: width / 2, height, channels: 3 as const, background: "red" } };
  return sharp({ create: { width, height, channels: 3, background: "blue" } }).composite([
    { input: red, left: 0, top: 0 },
  ]);
}

/** A person whose target is this picture, and an API whose result is that one. */
async function stillWorld(
  target: Uint8Array,
  result: Uint8Array,
  options: Partial<MachineOptions> = {},
) {
  const world = await jobWorld(options);
  world.provider.cdn.set("dance.gif", Buffer.from(target));
  world.provider.result = { bytes: result, contentType: "image/gif" };
  return world;
}

const inputOf = (world: Awaited<ReturnType<typeof stillWorld>>) =>
  [...world.provider.tasks.values()][0] as { model: string; input: { image_url: string } };

describe("a target that is a picture", () => {
  test.each([
    ["PNG", () => redBlue().png().toBuffer()],
    ["JPEG", () => redBlue().jpeg().toBuffer()],
    ["WebP", () => redBlue().webp().toBuffer()],
    ["AVIF", () => redBlue().avif().toBuffer()],
  ])("in %s becomes a marked PNG for one credit, whatever the API calls it", async (_, make) => {
    const world = await stillWorld(await make(), await redBlue().jpeg().toBuffer());
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toEqual([]);
    const [{ file, ...said }] = world.reply.results;
    expect(said).toMatchObject({ isStill: true, frames: 1, faces: 1, price: 1, givenUp: [] });
    expect(await sharp(file).metadata()).toMatchObject({ format: "png", width: 80, height: 60 });
    expect(readMark(file)).toMatchObject({ aiEdited: true, madeHere: true });
    const { model, input } = inputOf(world);
    expect(model).toBe("image-face-swap");
    const sent = world.provider.uploads.get(input.image_url) ?? Buffer.alloc(0);
    expect(await sharp(sent).metadata()).toMatchObject({ format: "png", width: 80, height: 60 });
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 1, holds: noHolds });
  });

  test("is handed on upright, without its metadata, and no larger than a screen", async () => {
    const wide = await redBlue(3000, 60)
      .withExif({ IFD0: { Artist: "Ada" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const world = await stillWorld(wide, await redBlue().png().toBuffer());
    await runToEnd(await world.start(), world.request("1"));
    const sent = world.provider.uploads.get(inputOf(world).input.image_url) ?? Buffer.alloc(0);
    const { width, height, exif, orientation } = await sharp(sent).metadata();
    expect({ width, height, exif, orientation }).toEqual({
      width: 41,
      height: limits.maxStillTargetSide,
      exif: undefined,
      orientation: undefined,
    });
  });

  test("is quoted with its faces numbered, and costs one credit for all of them", async () => {
    const target = await redBlue().png().toBuffer();
    const world = await stillWorld(target, target, { quoteFrom: 1 });
    world.provider.rules.faces = 2;
    world.provider.rules.crops = await redBlue(40, 40).png().toBuffer();
    const wishes = { ...plainWishes, faces: "all" } as const;
    const started = await world.start();
    await agreeToEnd(world, started, world.request("1", { wishes }));
    expect(world.reply.quotes).toMatchObject([
      { isStill: true, faces: [0, 1], price: 1, picture: expect.any(Uint8Array) },
    ]);
    expect(inputOf(world).model).toBe("image-face-swap-multi");
    expect(world.provider.calls.join()).toContain("detect-face-image");
    expect(world.reply.results).toMatchObject([{ faces: 2, price: 1 }]);
  });

  test("goes past the safety floor as a picture, before and after", async () => {
    const looked: string[] = [];
    const inspect: Inspect = async ({ files }) => {
      looked.push(...files.map(({ role, kind }) => `${role} ${kind}`));
      return files.some(({ role }) => role === "result")
        ? { rule: "sexual", role: "result" }
        : { rule: "none" };
    };
    const target = await redBlue().png().toBuffer();
    const world = await stillWorld(target, target, { inspect });
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(looked).toEqual(["target image", "face image", "result image"]);
    expect(world.reply.failures).toMatchObject([{ code: "CONTENT_SEXUAL" }]);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
  });

  test("whose result is too large for its place is scaled down until it fits, and stays marked", async () => {
    const side = 300;
    const noise = Buffer.from(
      Array.from({ length: side * side * 3 }, (_, at) => (at * 7919 * (at % 251)) % 256),
    );
    const raw = { width: side, height: side, channels: 3 } as const;
    const grainy = await sharp(noise, { raw }).png().toBuffer();
    const world = await stillWorld(grainy, grainy);
    const request = world.request("1");
    const attachmentLimit = Math.floor(grainy.length / 3);
    await runToEnd(await world.start(), {
      ...request,
      reply: { ...request.reply, attachmentLimit },
    });
    const [{ file, givenUp }] = world.reply.results;
    expect(file.length).toBeLessThanOrEqual(attachmentLimit);
    const { width } = await sharp(file).metadata();
    expect(givenUp).toEqual([{ kind: "size", width, height: width }]);
    expect(width).toBeGreaterThan(side / 4);
    expect(readMark(file).madeHere).toBe(true);
  });

  test.each<[string, (png: Buffer) => Uint8Array, object]>([
    ["is cut off", (png) => png.subarray(0, png.length / 2), { code: "RESULT_UNUSABLE" }],
    ["is no picture", () => Buffer.from("%PDF-1.7"), { code: "RESULT_UNUSABLE" }],
  ])("whose result %s costs nothing", async (_, spoil, failure) => {
    const target = await redBlue().png().toBuffer();
    const world = await stillWorld(target, spoil(target));
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.results).toEqual([]);
    expect(world.reply.failures).toMatchObject([failure]);
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
  });

  test.each<[string, () => Promise<Uint8Array> | Uint8Array, object]>([
    [
      "cut off",
      async () => (await redBlue(400, 300).jpeg().toBuffer()).subarray(0, 900),
      { code: "TARGET_BROKEN" },
    ],
    ["of a kind that nobody reads", () => Buffer.from("%PDF-1.7"), { code: "TARGET_NOT_GIF" }],
    [
      "HEIC",
      () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0heicmif1"),
      { code: "TARGET_NOT_IMAGE", facts: { kind: "heic" } },
    ],
    ["too small", () => redBlue(20, 20).png().toBuffer(), { code: "NO_FACE_IN_TARGET" }],
  ])("that is %s is refused before anything is held", async (_, make, failure) => {
    const world = await stillWorld(await make(), Buffer.from(""));
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toMatchObject([failure]);
    expect(world.provider.tasks.size).toBe(0);
    expect((await started.accounts.get("person:77"))?.used ?? 0).toBe(0);
  });
});
