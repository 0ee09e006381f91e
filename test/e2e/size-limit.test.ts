import { expect, test } from "vitest";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { readMark } from "../../src/media/read-mark.ts";
import { startFakeProvider } from "../support/fake-provider.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { startWorld } from "../support/world.ts";
import { noHolds } from "../support/no-holds.ts";

const { gif, face } = await sampleInputs();
const person = { id: "302222222222222222", name: "Bo" };
/** Less than any swap of this GIF has. */
const attachmentSizeLimit = Math.floor(gif.bytes.length * 0.6);

test("a result over the limit of its place is made smaller and posted, and the reply says what that cost", async () => {
  await using world = await startWorld();
  const reply = world.discord.slash(
    "faceswap",
    { gif, face },
    { user: person, attachmentSizeLimit },
  );
  const message = await reply.shows(({ attachments }) => attachments.length === 1);

  const [{ bytes }] = message.attachments;
  expect(bytes.length).toBeLessThanOrEqual(attachmentSizeLimit * 0.95);
  expect(message.content).toContain("1 credit · 9 left");
  expect(message.content).toContain("Made smaller so that it fits here: ");
  const [sent, got] = [readGifBlocks(gif.bytes), readGifBlocks(bytes)];
  expect([got.durationMs, got.loop]).toEqual([sent.durationMs, sent.loop]);
  expect(readMark(bytes)).toMatchObject({ aiEdited: true, madeHere: true });
  expect(reply.edits.filter((edit) => edit.message.attachments.length > 0)).toHaveLength(1);
  expect(world.complaints()).toEqual([]);
  expect(await world.bot.stop()).toBe(0);
  expect(await world.account(person.id)).toMatchObject({ used: 1, holds: noHolds });
});

test("a result that Discord refuses although it is under the limit is made smaller once more, whichever API made it", async () => {
  const provider = await startFakeProvider(gif.bytes);
  await using world = await startWorld({
    env: { SWAP_API_URL: provider.origin, SWAP_API_KEY: provider.apiKey },
    origins: [provider.origin],
  });
  const trueSizeLimit = Math.floor(gif.bytes.length * 0.75);
  const reply = world.discord.slash(
    "faceswap",
    { gif, face },
    { attachmentSizeLimit: gif.bytes.length * 2, trueSizeLimit },
  );
  const message = await reply.shows(({ attachments }) => attachments.length === 1);
  expect(message.attachments[0].bytes.length).toBeLessThanOrEqual(trueSizeLimit);
  expect(message.content).toContain("Made smaller so that it fits here: ");
  const refused = world.discord.requests.filter(({ status }) => status === 413);
  expect(refused).toHaveLength(1);
  await provider.close();
});

test("a result that nothing makes small enough costs nothing, and the reply says how small it became", async () => {
  await using world = await startWorld();
  const reply = world.discord.slash(
    "faceswap",
    { gif, face },
    { user: person, attachmentSizeLimit: 2000 },
  );
  const message = await reply.shows(({ content }) => content.includes("too large"));
  expect(message.content).toMatch(/even made as small as I can \(\d+\.\d+ MB/);
  expect(message.content).toContain("This cost you nothing");
  expect(message.attachments).toEqual([]);
  expect(await world.bot.stop()).toBe(0);
  expect(await world.account(person.id)).toMatchObject({ used: 0, holds: noHolds });
});
