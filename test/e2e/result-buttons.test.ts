import { PermissionFlagsBits } from "discord.js";
import { expect, test } from "vitest";
import { noHolds } from "../support/no-holds.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { startWorld } from "../support/world.ts";

const { gif, face } = await sampleInputs();
const ada = { id: "301111111111111111", name: "Ada" };
const sam = { id: "308888888888888888", name: "Sam" };
const moderator = {
  user: { id: "309999999999999999", name: "Mo" },
  memberPermissions: PermissionFlagsBits.ManageMessages,
};
const logChannel = "501111111111111111";

test("after kill -9 a result can be made again, reported, hidden by a moderator, and nothing more comes of it", async () => {
  await using world = await startWorld();
  const { discord } = world;
  const chosen = discord.slash(
    "quota log-channel",
    { channel: { channel: logChannel } },
    moderator,
  );
  await chosen.edited();
  const first = discord.slash("faceswap", { gif, face }, { user: ada });
  await first.shows(({ attachments }) => attachments.length === 1);
  await world.bot.logged('"to":"delivered"');
  await world.bot.kill();
  first.expire();
  await world.restart();

  const again = discord.press(first, "Again (1 credit)", { user: ada });
  const message = await again.shows(({ attachments }) => attachments.length === 1);
  expect(message.content).toContain("1 credit · 8 left");
  expect(first.original?.attachments).toHaveLength(1);

  const pressed = discord.press(first, "Report", { user: sam });
  await pressed.shows(({ components }) => components.length > 0);
  const told = discord.choose(pressed, "not-agreed", { user: sam });
  await told.shows(({ content }) => content.startsWith("Thank you."));
  const card = discord.ownMessages().at(-1);
  expect(card?.channelId).toBe(logChannel);
  expect(card?.message.seen().content).toContain("It is me, and I did not agree");

  const hidden = discord.press({ message: card?.message }, "Hide", moderator);
  await hidden.shows(({ content }) => content.includes("Hidden by"));
  expect(first.message?.seen()).toMatchObject({ attachments: [], components: [] });
  const history = await discord.slash("settings history", {}, moderator).edited();
  expect(history.content).toMatch(/<@309999999999999999>: the report of swap `\d+`: open → hidden/);

  expect(world.complaints()).toEqual([]);
  expect(await world.bot.stop()).toBe(0);
  expect(await world.account(ada.id)).toMatchObject({ used: 2, holds: noHolds });
  // No file of it is left but what the server keeps for its half hour.
  expect(world.mediaFiles().filter((path) => path.includes("result"))).toEqual([]);
});
