import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PermissionFlagsBits } from "discord.js";
import { expect, test } from "vitest";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { readMark } from "../../src/media/read-mark.ts";
import { createCrossingClips } from "../support/crossing-clip.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import { faceModels } from "../support/face-models.ts";
import { differingPixels, framesOf } from "../support/gif-frames.ts";
import { runAdminProgram } from "../support/run-program.ts";
import { sampleFace } from "../support/sample-media.ts";
import { startWorld } from "../support/world.ts";

const ada: SlashContext = { user: { id: "302222222222222222", name: "Ada" } };
const grace = { id: "303333333333333333", name: "Grace" };
const sam: SlashContext = { user: { id: "308888888888888888", name: "Sam" } };
const mo: SlashContext = {
  user: { id: "309999999999999999", name: "Mo" },
  memberPermissions: PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageMessages,
};
const logChannel = "501111111111111111";

const { mesh } = await faceModels();
const frames = 12;
/** Two people, each in their own half, who stay there. */
const clip = createCrossingClips(mesh)({ frames, crossingAt: 1000, cutAt: 1000, withThird: false });
const face = { name: "me.png", bytes: await sampleFace(mesh), contentType: "image/png" };

/** The halves of every frame, left and right. */
function halves(gif: Uint8Array): [left: Uint8Array[], right: Uint8Array[]] {
  const { width, height } = readGifBlocks(gif);
  const cut = (from: number) =>
    framesOf(gif).map((canvas) => {
      const rows = Array.from({ length: height }, (_, y) => {
        const at = (y * width + from) * 4;
        return canvas.subarray(at, at + (width / 2) * 4);
      });
      return Uint8Array.from(Buffer.concat(rows));
    });
  return [cut(0), cut(width / 2)];
}

const changed = (before: Uint8Array[], after: Uint8Array[]) =>
  before.map((frame, index) => differingPixels(frame, after[index] ?? new Uint8Array()));

test("a face is saved, put onto one of two people through a restart, reported, hidden, and the audit tells it all", async () => {
  await using world = await startWorld({ env: { QUOTE_FROM_CREDITS: "1" } });
  const { discord } = world;
  const logging = discord.slash("quota log-channel", { channel: { channel: logChannel } }, mo);
  expect((await logging.edited()).content).toContain("from now on");

  // Ada keeps her face.
  const saved = discord.slash("faces save", { photo: face, name: "Me" }, ada);
  expect((await saved.edited()).content).toMatch(/^“Me” is saved\./);

  // In the menu of Grace's message, which shows two people.
  const url = discord.post({ name: "two.gif", bytes: clip.bytes, contentType: "image/gif" });
  const attachment = {
    url,
    filename: "two.gif",
    size: clip.bytes.length,
    content_type: "image/gif",
  };
  const message = { author: grace, attachments: [attachment] };
  const opened = discord.menu("Swap a face into this", message, ada);
  await opened.acked();
  const reply = discord.submit(opened, { consent: ["yes"] }, ada);

  // The price first; she chooses the second face.
  const quote = await reply.shows(({ content }) => content.includes("This offer ends"));
  expect(quote.content).toMatch(/^1 face × 12 frames · costs \*\*1\*\* of your 10 credits/);
  expect(quote.attachments).toMatchObject([{ contentType: "image/png" }]);
  const change = discord.press(reply, "Change faces", ada);
  await change.shows(({ components }) => JSON.stringify(components).includes('"replace-1"'));
  const both = discord.choose(change, "replace-1", ada);
  await both.shows(({ content }) => content.includes("faces 1 and 2"));
  const second = discord.choose(both, "keep-0", ada);
  await second.shows(({ content }) => content.includes("Replaced: face 2"));
  const swap = discord.press(second, "Start", ada);

  // The bot dies in the middle of the work, and comes back.
  await world.bot.logged('"to":"submitted"');
  await world.bot.kill();
  await world.restart();

  // The right face was replaced, and the left half is as it was.
  const result = await swap.shows(({ attachments }) => attachments[0]?.contentType === "image/gif");
  const { bytes, description } = result.attachments[0];
  expect(description).toContain("face was replaced by AI");
  expect(result.content).toMatch(/^-# AI-edited · 1 credit · 9 left/);
  expect(readMark(bytes)).toMatchObject({ aiEdited: true, madeHere: true });
  const [before, after] = [halves(clip.bytes), halves(bytes)];
  expect(changed(before[0], after[0])).toEqual(Array.from({ length: frames }, () => 0));
  expect(Math.min(...changed(before[1], after[1]))).toBeGreaterThan(100);

  // Sam reports it; the moderators get a card without his name.
  const pressed = discord.press(swap, "Report", sam);
  await pressed.shows(({ components }) => components.length > 0);
  const why = discord.choose(pressed, "harassment", sam);
  await why.shows(({ content }) => content.startsWith("Thank you."));
  await expect.poll(() => discord.ownMessages().length).toBeGreaterThan(0);
  const cards = discord
    .ownMessages()
    .filter(({ message: one }) => one.seen().components.length > 0);
  expect(cards.map(({ channelId }) => channelId)).toEqual([logChannel]);
  const [card] = cards;
  expect(card.message.seen().content).toContain(`<@${ada.user?.id}>`);
  expect(card.message.seen().content).not.toContain(sam.user?.id);

  // Mo hides it.
  const hidden = discord.press(card, "Hide", mo);
  await hidden.shows(({ content }) => content.includes(`Hidden by <@${mo.user?.id}>`));
  expect(swap.message?.seen()).toMatchObject({
    content: "-# Moderators have hidden this swap.",
    attachments: [],
    components: [],
  });
  expect(world.complaints()).toEqual([]);

  // And it all stands in the audit.
  expect(await world.bot.stop()).toBe(0);
  const account = await world.account(ada.user?.id ?? "");
  expect(account).toMatchObject({ used: 1 });
  expect(account?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
  const audit = await readFile(join(world.dataDir, "audit/credits.jsonl"), "utf8");
  const lines = audit.trim().split("\n");
  expect(lines.filter((line) => line.includes('"act":"settle"'))).toHaveLength(1);
  expect(audit).toContain('"log channel"');
  const decision = lines.find((line) => line.includes('"hidden"')) ?? "";
  expect(JSON.parse(decision)).toMatchObject({ by: mo.user?.id });
  const proof = await runAdminProgram(["audit"], { DATA_DIR: world.dataDir });
  expect(proof).toMatchObject({ exitCode: 0, stderr: "" });
});
