import { PermissionFlagsBits } from "discord.js";
import { ensureModels } from "../../src/workers/models/ensure-models.ts";
import { createCrossingClips } from "../support/crossing-clip.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import type { InteractionHandle } from "../support/discord/interaction.ts";
import type { SeenMessage } from "../support/discord/message.ts";
import { faceModels, modelDirectory } from "../support/face-models.ts";
import { sampleFace } from "../support/sample-media.ts";
import { startWorld } from "../support/world.ts";
import type { Names } from "./markdown.ts";
import type { Shown } from "./page.ts";

/** One picture: its name, what it shows, and who is who in it. */
export interface Screen {
  readonly name: string;
  readonly shown: readonly Shown[];
  readonly names: Names;
}

const ada = { id: "302222222222222222", name: "Ada" };
const mo = { id: "309999999999999999", name: "Mo" };
const sam: SlashContext = { user: { id: "308888888888888888", name: "Sam" } };
const moderator: SlashContext = {
  user: mo,
  memberPermissions: PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageMessages,
};
const logChannel = "501111111111111111";
const users = new Map([
  [ada.id, ada.name],
  [mo.id, mo.name],
]);
const channels = new Map([[logChannel, "mod-log"]]);
const frames = 16;

/**
 * Plays what people do with the whole bot, its API and its engine, and keeps the messages that they saw. Everybody in the
 * pictures is drawn.
 */
export async function recordScreens(): Promise<Screen[]> {
  await ensureModels(modelDirectory);
  const { mesh } = await faceModels();
  const clip = createCrossingClips(mesh)({
    frames,
    crossingAt: 1000,
    cutAt: 1000,
    withThird: false,
  });
  const gif = { name: "two.gif", bytes: clip.bytes, contentType: "image/gif" };
  const face = { name: "me.png", bytes: await sampleFace(mesh), contentType: "image/png" };
  await using world = await startWorld({ env: { OPERATOR: "the Example Club" } });
  const { discord } = world;
  const screens: Screen[] = [];

  function keep(name: string, shown: readonly Shown[], locale = "en"): void {
    screens.push({ name, shown, names: { users, channels, now: Date.now(), locale } });
  }
  /** `/faceswap faces:choose` up to the quote, the second face picked. */
  async function quoted(context: SlashContext): Promise<InteractionHandle> {
    const reply = discord.slash("faceswap", { gif, face, faces: "choose" }, context);
    await reply.shows(({ components }) => JSON.stringify(components).includes('"replace-1"'));
    const both = discord.choose(reply, "replace-1", context);
    await both.edited();
    const second = discord.choose(both, "keep-0", context);
    await second.edited();
    return second;
  }

  /** From the quote to the result; the last message with a bar is the job's card. */
  async function swapped(quote: InteractionHandle, context: SlashContext) {
    let running: SeenMessage | undefined;
    const swap = discord.press(quote, "Start", context);
    swap.watch((message) => {
      if (message.content.includes("▰")) running = message;
    });
    return { swap, result: await swap.shows(isResult), running };
  }

  await discord
    .slash("quota log-channel", { channel: { channel: logChannel } }, moderator)
    .edited();
  for (const locale of ["en-US", "de"]) {
    const context = { user: ada, locale };
    const language = locale.slice(0, 2);
    const suffix = language === "en" ? "" : `-${language}`;
    const did = "/faceswap";
    const quote = await quoted(context);
    keep(`quote${suffix}`, [shown(await present(quote), did)], language);
    const { swap, running, result } = await swapped(quote, context);
    if (running) keep(`job${suffix}`, [shown(running, did)], language);
    keep(`result${suffix}`, [shown(result, did)], language);
    if (language === "en") await keepReport(swap);
  }

  async function keepReport(swap: InteractionHandle): Promise<void> {
    const pressed = discord.press(swap, "Report", sam);
    await pressed.shows(({ components }) => components.length > 0);
    keep("report", [shown(await present(pressed), "Report", "Sam")]);
    const chosen = discord.choose(pressed, "harassment", sam);
    await chosen.shows(({ components }) => components.length === 0);
    const card = discord.ownMessages().find(({ message }) => message.seen().components.length > 0);
    if (!card) throw new Error("there is no report card");
    keep("report-card", [{ message: card.message.seen() }]);
    const hidden = discord.press(card, "Hide", moderator);
    await hidden.shows(({ content }) => content.includes("Hidden by"));
    keep("report-hidden", [shown(await present(hidden), "Hide", mo.name)]);
  }

  for (const name of ["help", "about", "credits"]) {
    const handle = discord.slash(name, {}, { user: ada });
    keep(name, [shown(await handle.edited(), `/${name}`)]);
  }
  const settings = discord.slash("settings show", {}, moderator);
  keep("settings", [shown(await settings.edited(), "/settings show", mo.name)]);
  return screens;
}

const shown = (message: SeenMessage, did: string, by = ada.name): Shown => ({
  message,
  answers: { by, did },
});

const isResult = ({ attachments }: SeenMessage) => attachments[0]?.contentType === "image/gif";

async function present(handle: InteractionHandle): Promise<SeenMessage> {
  return handle.shows(() => true);
}
