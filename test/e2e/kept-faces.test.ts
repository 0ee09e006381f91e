import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noHolds } from "../support/no-holds.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { startWorld } from "../support/world.ts";

const { gif, face } = await sampleInputs();
const ada = { id: "301111111111111111", name: "Ada" };
const grace = { id: "302222222222222222", name: "Grace" };
const mallory = { id: "309999999999999999", name: "Mallory" };

test("a person whose picture is wanted says yes after the bot was killed, and the swap is made then", async () => {
  await using world = await startWorld();
  const { discord, complaints } = world;
  discord.setPicture(grace.id, face);
  const member = { member: grace.id, avatar: "a1b2c3" };
  const asked = discord.slash("faceswap", { gif, member }, { user: ada });
  const question = await asked.followedUp();
  await world.bot.logged('"faceswap","outcome":"ok"');
  await world.bot.kill();

  await world.restart();
  const foreign = discord.press(question, "Yes, they may", { user: mallory });
  expect(await foreign.acked()).toMatchObject({ ephemeral: true });
  const pressed = discord.press(question, "Yes, they may", { user: grace });
  expect((await pressed.edited()).content).toContain("said yes");
  const message = await asked.shows(({ attachments }) => attachments.length === 1);
  expect(message.content).toContain("1 credit · 9 left");
  expect(complaints()).toEqual([]);
  await world.bot.stop();
  expect(await world.account(ada.id)).toMatchObject({ used: 1, holds: noHolds });
  expect(await world.account(grace.id)).toBeUndefined();
});

test("a face that is kept, judged by the engine, is there after a restart and swaps without being named", async () => {
  await using world = await startWorld();
  const { discord, complaints } = world;
  const gifAsFace = { ...gif, name: "face.gif" };
  const refused = discord.slash("faces save", { photo: gifAsFace, name: "Ada" }, { user: ada });
  expect((await refused.edited()).content).toContain("not a picture I can read");
  const saved = discord.slash("faces save", { photo: face, name: "Ada" }, { user: ada });
  expect((await saved.edited()).content).toContain("“Ada” is saved.");
  const key = statSync(join(world.dataDir, "faces.key"));
  expect((key.mode & 0o777).toString(8)).toBe("600");
  await world.bot.kill();

  await world.restart();
  const reply = discord.slash("faceswap", { gif }, { user: ada });
  const message = await reply.shows(({ attachments }) => attachments.length === 1);
  expect(message.content).toContain("1 credit · 9 left");
  expect(complaints()).toEqual([]);
});
