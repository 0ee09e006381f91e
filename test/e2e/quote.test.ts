import { expect, test } from "vitest";
import { compositeFrames } from "../../src/engine/gif/composite.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { faceModels } from "../support/face-models.ts";
import { gifOf } from "../support/make-gif.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { twoPeople } from "../support/two-people.ts";
import { startWorld } from "../support/world.ts";

const { face } = await sampleInputs();
const { mesh } = await faceModels();
const pair = twoPeople(mesh);
const duo = { name: "duo.gif", bytes: gifOf([pair, pair]), contentType: "image/gif" };

test("a person picks the second of two people from a picture, starts, and only that face is swapped", async () => {
  await using world = await startWorld();
  const { discord, complaints } = world;
  const asked = discord.slash("faceswap", { gif: duo, face, faces: "choose" });
  const card = await asked.shows(({ content }) => content.includes("This offer ends"));
  expect(card.content).toContain("1 face × 2 frames · costs **1** of your 10 credits");
  expect(card.attachments).toMatchObject([{ contentType: "image/png" }]);

  const second = discord.choose(asked, "replace-1");
  await second.shows(({ content }) => content.includes("2 faces × 2 frames"));
  const alone = discord.choose(second, "keep-0");
  await alone.shows(({ content }) => content.includes("Replaced: face 2"));
  const started = discord.press(alone, "Start");
  const { attachments, content } = await started.shows(
    (message) => message.attachments[0]?.name === "faceswap.gif",
  );
  expect(content).toContain("1 credit · 9 left");

  const [got] = compositeFrames(readGifBlocks(attachments[0].bytes));
  const [sent] = compositeFrames(readGifBlocks(duo.bytes));
  const changed = { left: 0, right: 0 };
  for (let at = 0; at < sent.canvas.data.length; at += 1) {
    if (got.canvas.data[at] === sent.canvas.data[at]) continue;
    changed[(at >> 2) % pair.width < pair.width / 2 ? "left" : "right"] += 1;
  }
  expect(changed.left).toBe(0);
  expect(changed.right).toBeGreaterThan(500);
  expect(complaints()).toEqual([]);
});
