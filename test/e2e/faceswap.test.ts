import sharp from "sharp";
import { expect, test } from "vitest";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import type { Place } from "../support/discord/interaction-payload.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { startWorld } from "../support/world.ts";
import { noHolds } from "../support/no-holds.ts";

const { gif, face } = await sampleInputs();
/** Long enough to be killed in the middle of. */
const long = (await sampleInputs(16)).gif;
const jpegOf = (picture: Uint8Array) => sharp(picture).jpeg({ quality: 95 }).toBuffer();
const person = { id: "302222222222222222", name: "Bo" };

test("a person types /faceswap and the reply becomes the swapped GIF", async () => {
  await using world = await startWorld();
  const { discord, bot, account, complaints } = world;
  const reply = discord.slash("faceswap", { gif, face }, { user: person });
  const message = await reply.shows(({ attachments }) => attachments.length === 1);

  const [attachment] = message.attachments;
  const [sent, got] = [readGifBlocks(gif.bytes), readGifBlocks(attachment.bytes)];
  expect(attachment.contentType).toBe("image/gif");
  expect(got.frames.map((frame) => frame.delayCs)).toEqual(sent.frames.map((f) => f.delayCs));
  expect([got.width, got.height, got.loop]).toEqual([sent.width, sent.height, sent.loop]);
  expect(Buffer.from(attachment.bytes).equals(gif.bytes)).toBe(false);
  expect(attachment.description).toContain("face was replaced by AI");
  expect(message.content).toContain("1 credit · 9 left");
  expect(message.ephemeral).toBe(false);

  const texts = reply.edits.map((edit) => edit.message.content);
  expect(texts[0]).toContain("Getting your files");
  expect(complaints()).toEqual([]);
  expect(await bot.stop()).toBe(0);
  expect(await account(person.id)).toMatchObject({ used: 1, holds: noHolds });
});

test("a picture becomes a picture, marked as AI-edited, for one credit", async () => {
  await using world = await startWorld();
  const { discord, complaints } = world;
  const picture = { name: "ada.jpg", bytes: await jpegOf(face.bytes), contentType: "image/jpeg" };
  const reply = discord.slash("faceswap", { gif: picture, face }, { user: person });
  const message = await reply.shows(({ attachments }) => attachments.length === 1);
  const [attachment] = message.attachments;
  expect(attachment).toMatchObject({
    name: "faceswap.png",
    contentType: "image/png",
    description: "Picture in which a face was replaced by AI.",
  });
  const [sent, got] = await Promise.all([
    sharp(picture.bytes).metadata(),
    sharp(attachment.bytes).metadata(),
  ]);
  expect([got.format, got.width, got.height]).toEqual(["png", sent.width, sent.height]);
  expect(message.content).toContain("1 credit · 9 left");
  const verified = await discord.slash("verify", { link: attachment.url }).edited();
  expect(verified.content).toContain("**AI-edited**, and that this program made it");
  expect(complaints()).toEqual([]);
});

test.each<[Place]>([["bot-dm"], ["user-install"], ["group-dm"]])(
  "it works in a %s, on the person's own credits",
  async (place) => {
    await using world = await startWorld();
    const { discord, complaints } = world;
    const reply = discord.slash("faceswap", { gif, face }, { place });
    const message = await reply.shows(({ attachments }) => attachments.length === 1);
    expect(message.content).toContain("9 left");
    expect(complaints()).toEqual([]);
  },
);

test("a link does as well as a file", async () => {
  await using world = await startWorld();
  const { discord } = world;
  const first = discord.slash("faceswap", { gif, face });
  const { attachments } = await first.shows((message) => message.attachments.length === 1);
  const again = discord.slash("faceswap", { link: attachments[0].url, face });
  const message = await again.shows((seen) => seen.attachments.length === 1);
  expect(message.content).toContain("8 left");
});

test("a job that the shutdown interrupts goes on at the next start, and is paid once", async () => {
  await using world = await startWorld();
  const reply = world.discord.slash("faceswap", { gif, face }, { user: person });
  await reply.acked();
  expect(await world.bot.stop()).toBe(0);
  await world.restart();
  await reply.shows(({ attachments }) => attachments.length === 1);
  expect(await world.bot.stop()).toBe(0);
  expect(await world.account(person.id)).toMatchObject({ used: 1, holds: noHolds });
});

test.each(["held", "submitting", "submitted", "settled"])(
  "kill -9 once the job is %s: after the restart the person has the GIF and paid for it once",
  async (state) => {
    await using world = await startWorld();
    const reply = world.discord.slash("faceswap", { gif: long, face }, { user: person });
    await world.bot.logged(`"to":"${state}"`);
    await world.bot.kill();
    const before = await world.account(person.id);
    const held = Object.values(before?.holds ?? {}).reduce((sum, { price }) => sum + price, 0);
    expect(held + (before?.used ?? 0)).toBe(2);

    await world.restart();
    const message = await reply.shows(({ attachments }) => attachments.length === 1);
    expect(readGifBlocks(message.attachments[0].bytes).frames).toHaveLength(16);
    expect(await world.bot.stop()).toBe(0);
    const after = await world.account(person.id);
    expect(after).toMatchObject({ used: 2, holds: noHolds });
    expect(after?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
  },
);
