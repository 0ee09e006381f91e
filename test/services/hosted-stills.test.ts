import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import { readMark } from "../../src/media/read-mark.ts";
import { startBotWithJobs } from "../support/discord/start-bot-with-jobs.ts";
import type { TaskEnd } from "../support/fake-provider.ts";
import { agreeToEnd, jobWorld, plainGif, runToEnd } from "../support/job-world.ts";
import type { MachineOptions } from "../support/open-machine.ts";
import { noHolds } from "../support/no-holds.ts";

const picture = (side = 96) =>
  sharp({ create: { width: side, height: 64, channels: 3, background: "peru" } });
const target = await picture().jpeg().toBuffer();

const grain = Buffer.from(Array.from({ length: 96 * 64 * 3 }, (_, at) => (at * at * 7919) % 251));
const noise = () => sharp(grain, { raw: { width: 96, height: 64, channels: 3 } });

async function halfOf(file: Promise<Buffer>): Promise<Uint8Array> {
  const bytes = await file;
  return bytes.subarray(0, bytes.length / 2);
}

/** A person whose target is a picture, and the hosted API, which has none of our extensions. */
async function hostedWorld(options: Partial<MachineOptions> = {}) {
  const world = await jobWorld(options);
  world.provider.cdn.set("dance.gif", target);
  world.provider.rules.strengths = false;
  world.provider.result = { bytes: await picture().png().toBuffer(), contentType: "image/png" };
  return world;
}

type HostedWorld = Awaited<ReturnType<typeof hostedWorld>>;

/** The kinds of the files that were handed in, by the address that CreateTask names. */
async function kindsOf({ provider }: HostedWorld): Promise<Record<string, string>> {
  const kinds = [...provider.uploads].map(async ([url, bytes]) => {
    return [url, (await sharp(bytes).metadata()).format] as const;
  });
  return Object.fromEntries(await Promise.all(kinds));
}

const accountOf = (started: Awaited<ReturnType<HostedWorld["start"]>>) =>
  started.accounts.get("person:77");

describe.each(["mirrored", "always-200"] as const)("the hosted API, %s, with a picture", (mode) => {
  test("is given two files of its own store and the model for pictures, and no word that it does not know", async () => {
    const world = await hostedWorld();
    world.provider.mode = mode;
    const started = await world.start();
    const wishes = { ...plainWishes, strength: "likeness" } as const;
    await runToEnd(started, world.request("1", { wishes }));
    const [task] = world.provider.tasks.values();
    const { origin } = world.provider;
    const uploaded = expect.stringMatching(new RegExp(`^${origin}/files/.*[.]png$`));
    expect(task).toEqual({
      model: "image-face-swap",
      input: { image_url: uploaded, new_face: expect.stringContaining(`${origin}/files/`) },
    });
    const kinds = await kindsOf(world);
    const { image_url, new_face } = task.input as { image_url: string; new_face: string };
    expect([kinds[image_url], kinds[new_face]]).toEqual(["png", "jpeg"]);
    expect(world.reply.results).toMatchObject([{ isStill: true, price: 1, unmet: ["strength"] }]);
  });

  test("is asked who is in it as a picture, and told of the chosen faces with that detection", async () => {
    const world = await hostedWorld();
    world.provider.mode = mode;
    world.provider.rules.faces = 3;
    world.provider.rules.crops = await picture(64).png().toBuffer();
    const started = await world.start();
    const wishes = { ...plainWishes, faces: "all" } as const;
    await agreeToEnd(world, started, world.request("1", { wishes }));
    expect(world.provider.calls.join()).toContain("/job/detect-face-image");
    expect(world.provider.calls.join()).not.toContain("/job/detect-face-video");
    const [task] = world.provider.tasks.values();
    const url = expect.stringContaining("/files/");
    expect(task).toEqual({
      model: "image-face-swap-multi",
      input: {
        detect_id: expect.any(String),
        image_url: url,
        faces: [0, 1, 2].map((face_id) => ({ face_id, target: url })),
      },
    });
    expect(world.reply.results).toMatchObject([{ faces: 3, price: 1 }]);
  });

  test.each([
    ["does not offer the model", { code: 505 }, "STILLS_OFF"],
    ["does not know the model", { code: 404 }, "STILLS_OFF"],
    ["finds fault with the input", { code: 422, errors: ["too large"] }, "SWAP_API_REFUSED"],
    ["has no credits left", { code: 402 }, "SWAP_API_CREDITS"],
  ])("that %s is asked once and costs nothing", async (_, fault, code) => {
    const world = await hostedWorld();
    world.provider.mode = mode;
    world.provider.faults.createTask.push(fault);
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toMatchObject([{ code }]);
    expect(world.provider.calls.filter((call) => call.endsWith("/CreateTask"))).toHaveLength(1);
    expect(await accountOf(started)).toMatchObject({ used: 0, holds: noHolds });
  });

  test.each<[string, TaskEnd, object]>([
    [
      "says that it failed",
      { status: "failed", message: "No face detected in the image" },
      { code: "SWAP_FAILED", detail: "No face detected in the image" },
    ],
    ["names no result", { status: "success", mediaUrls: [] }, { code: "RESULT_UNUSABLE" }],
  ])("whose task %s costs nothing", async (_, end, failure) => {
    const world = await hostedWorld();
    world.provider.mode = mode;
    world.provider.end = end;
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toMatchObject([failure]);
    expect(await accountOf(started)).toMatchObject({ used: 0, holds: noHolds });
  });
});

describe("what the hosted API makes of a picture", () => {
  test.each([
    ["PNG", "image/png", () => picture().png().toBuffer()],
    ["JPEG", "image/jpeg", () => picture().jpeg().toBuffer()],
    ["WebP", "image/webp", () => picture().webp().toBuffer()],
    ["AVIF", "image/avif", () => picture().avif().toBuffer()],
    ["JPEG that it calls a GIF", "image/gif", () => picture().jpeg().toBuffer()],
    ["larger PNG", "application/octet-stream", () => picture(512).png().toBuffer()],
  ])("may be a %s, and is posted as a marked PNG", async (_, contentType, make) => {
    const world = await hostedWorld();
    const bytes = await make();
    world.provider.result = { bytes, contentType };
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toEqual([]);
    const [{ file }] = world.reply.results;
    const [sent, made] = await Promise.all([file, bytes].map((one) => sharp(one).metadata()));
    expect(sent).toMatchObject({ format: "png", width: made.width, height: made.height });
    expect(readMark(file)).toMatchObject({ aiEdited: true, madeHere: true });
    expect(await accountOf(started)).toMatchObject({ used: 1, holds: noHolds });
  });

  test.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ["a GIF that moves", () => plainGif(3)],
    ["a video", () => Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom")],
    ["a page of HTML", () => Buffer.from("<!doctype html><title>Expired</title>")],
    ["nothing at all", () => Buffer.alloc(0)],
    ["half of a JPEG", () => halfOf(noise().jpeg().toBuffer())],
    ["half of a WebP", () => halfOf(noise().webp().toBuffer())],
    ["half of an AVIF", () => halfOf(noise().avif().toBuffer())],
  ])("is not posted, and not paid, when it is %s", async (_, make) => {
    const world = await hostedWorld();
    world.provider.result = { bytes: await make(), contentType: "image/png" };
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.results).toEqual([]);
    expect(world.reply.failures).toMatchObject([{ code: "RESULT_UNUSABLE" }]);
    expect(await accountOf(started)).toMatchObject({ used: 0, holds: noHolds });
  });
});

test.each([
  [
    "a picture",
    target,
    "The face-swap service behind me changes GIFs and videos, but no still pictures. Please give me a GIF.",
  ],
  [
    "a GIF",
    plainGif(3),
    "The face-swap service does not offer this here. Please tell the person who runs this bot.",
  ],
])("a person who gives %s to a service without that model reads so", async (_, file, sentence) => {
  const { discord, provider } = await startBotWithJobs();
  provider.cdn.set("dance.gif", file);
  provider.faults.createTask.push({ code: 505 });
  const gif = { name: "mine.png", bytes: Buffer.from("x"), contentType: "image/png" };
  const reply = discord.slash("faceswap", { gif, face: gif });
  const message = await reply.shows(({ content }) => content.includes("cost you nothing"));
  expect(message.content.split("\n")[0]).toBe(sentence);
});
