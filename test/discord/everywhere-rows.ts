import { vi } from "vitest";
import { AppError, codeOf } from "../../src/core/errors.ts";
import { createLogger } from "../../src/core/logger.ts";
import { createJobReply } from "../../src/discord/job-reply.ts";
import type { DiscordStandIn } from "../support/discord/discord-stand-in.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import type { InteractionHandle } from "../support/discord/interaction.ts";
import type { SeenMessage } from "../support/discord/message.ts";
import type { TestBot } from "../support/discord/start-test-bot.ts";
import { createManualTime } from "../support/manual-time.ts";
import { swapReply } from "../support/swap-reply.ts";

/** Where somebody is, in which language, with which limit for files. */
export interface Situation {
  readonly name: string;
  readonly locale: "en-US" | "de";
  readonly attachmentSizeLimit: number;
  readonly context: SlashContext;
}

/** One way to use a command, and what the person sees in the end. */
interface Row {
  readonly command: string;
  readonly what?: string;
  readonly options?: Parameters<DiscordStandIn["slash"]>[1];
  /** Is the reply for all, where the place allows it? */
  readonly isPublic?: boolean;
  /** What the person did before, in each situation. */
  readonly given?: (bot: TestBot) => Promise<unknown>;
  /** Anything but typing the command. */
  readonly ask?: (bot: TestBot, context: SlashContext) => InteractionHandle;
  /** The reply after its first edit, unless there is more to wait for. */
  readonly end?: (
    handle: InteractionHandle,
    bot: TestBot,
    situation: Situation,
  ) => Promise<SeenMessage>;
  readonly shows: (situation: Situation) => RegExp;
}

const ada = "301111111111111111";
const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const photo = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
/** A message with a GIF. */
const posted = {
  attachments: [
    {
      url: "https://cdn.example.org/wave.gif",
      filename: "wave.gif",
      size: 77,
      content_type: "image/gif",
    },
  ],
};
const member = { member: "302222222222222222" };
const mebibyte = 1024 * 1024;

/** The same in every place and with every limit. */
const said =
  (english: RegExp, german: RegExp): Row["shows"] =>
  ({ locale }) =>
    locale === "de" ? german : english;

/** The command is taken, and later its job ends with a result of so many bytes. */
const swapped =
  (bytes: number) =>
  async (handle: InteractionHandle, { rest, requested }: TestBot): Promise<SeenMessage> => {
    await handle.acked();
    const { id, reply: to } = await found(() => requested.find((one) => one.id === handle.id));
    const { clock, sleep } = createManualTime();
    const reply = createJobReply({ rest, clock, sleep, log: createLogger({ level: "silent" }) });
    try {
      await reply.result(to, id, swapReply(new Uint8Array(bytes), handle.personId));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await reply.failure(to, id, {
        code: codeOf(error),
        facts: error.facts,
        personId: handle.personId,
      });
    }
    return handle.edited();
  };

const result = said(/^-# AI-edited · 1 credit · 9 left/, /^-# KI-bearbeitet · 1 Credit · noch 9/);
const tooLarge = said(
  /too large to post here \(11 MB, at most 10 MB\)\..*\n-# This cost you nothing\.$/,
  /zu groß \(11 MB, höchstens 10 MB\)\..*\n-# Das hat dich nichts gekostet\.$/,
);

/** The first time it is a change; later ones, in another place or language, find it like that. */
const changedSetting = said(
  /^(?:You changed .* → |Nothing changed: )/,
  /^(?:Du hast .* geändert: .* → |Nichts geändert: )/,
);

/** What people can do in every place, with what they see there. */
export const rows: readonly Row[] = [
  {
    command: "faceswap",
    what: "with a result of 11 MB",
    options: { gif, face: photo },
    isPublic: true,
    end: swapped(11 * mebibyte),
    shows: (situation) =>
      (situation.attachmentSizeLimit > 11 * mebibyte ? result : tooLarge)(situation),
  },
  {
    command: "faceswap",
    what: "for oneself alone",
    options: { gif, face: photo, private: true },
    end: swapped(1000),
    shows: result,
  },
  {
    command: "faceswap",
    what: "without a GIF",
    options: { face: photo },
    end: shown,
    shows: said(/^Please give me one GIF/, /^Gib mir bitte genau ein GIF/),
  },
  {
    command: "Swap a face into this",
    isPublic: true,
    ask: ({ discord }, context) => discord.menu("Swap a face into this", posted, context),
    end: async (opened, bot, { context }) => {
      await opened.acked();
      const values = { photo: [photo], consent: ["yes"] };
      return swapped(1000)(bot.discord.submit(opened, values, context), bot);
    },
    shows: result,
  },
  {
    command: "verify",
    options: { file: gif },
    shows: said(/^This file (says|carries)/, /^Diese Datei/),
  },
  {
    command: "faces save",
    options: { photo, name: "Ada" },
    given: async ({ faces }) => {
      for (const { id } of await faces.list(ada)) await faces.delete(ada, id);
    },
    shows: said(/^“Ada” is saved\./, /^„Ada“ ist gespeichert\./),
  },
  {
    command: "faces list",
    shows: said(/^You keep no faces yet/, /^Du behältst noch keine Gesichter/),
  },
  {
    command: "faces default",
    shows: said(/^You have no default any more/, /^Du hast keinen Standard mehr/),
  },
  {
    command: "faces delete",
    options: { face: "Ada" },
    given: ({ faces }) => faces.save(ada, "Ada", photo.bytes),
    shows: said(/^“Ada” is deleted\./, /^„Ada“ ist gelöscht\./),
  },
  {
    command: "credits",
    shows: said(/^\*\*10 credits\*\* left/, /^Noch \*\*10 Credits\*\*/),
  },
  {
    command: "about",
    shows: said(/^## Face-swap bot 1\.2\.3\n/, /^## Face-Swap-Bot 1\.2\.3\n/),
  },
  {
    command: "help",
    shows: said(/\n- `\/faceswap` Put a face/, /\n- `\/faceswap` Setz ein Gesicht/),
  },
  {
    command: "privacy export",
    shows: said(/^This is everything that I keep about you/, /^Das ist alles, was ich über dich/),
  },
  {
    command: "privacy delete",
    shows: said(/^This deletes your saved faces/, /^Das löscht deine gespeicherten Gesichter/),
  },
  {
    command: "privacy not-my-face",
    options: { on: true },
    shows: said(/^From now on nobody else can use/, /^Ab jetzt kann niemand sonst dein Profilbild/),
  },
  {
    command: "settings show",
    shows: said(/^Swaps: \*\*on\*\*\n/, /^Swaps: \*\*an\*\*\n/),
  },
  {
    command: "settings swaps",
    options: { on: true },
    shows: changedSetting,
  },
  {
    command: "settings age-restriction",
    options: { where: "only" },
    shows: changedSetting,
  },
  { command: "settings avatars", options: { whose: "self" }, shows: changedSetting },
  {
    command: "settings channel",
    options: { channel: { channel: "501111111111111111" }, rule: "denied" },
    shows: changedSetting,
  },
  {
    command: "settings role",
    options: { role: { role: "401111111111111111" }, "may-swap": true },
    shows: changedSetting,
  },
  { command: "settings limits", options: { frames: 100 }, shows: changedSetting },
  { command: "settings prices", options: { "most-credits": 9 }, shows: changedSetting },
  {
    command: "settings log-channel",
    options: { channel: { channel: "501111111111111111" } },
    shows: said(/are posted to <#\d+> from now on\./, /stehen ab jetzt in <#\d+>\./),
  },
  {
    command: "settings history",
    shows: said(/^Nobody has changed anything yet\./, /^Noch hat niemand etwas geändert\./),
  },
  { command: "quota show", options: { member }, shows: said(/10 credits/, /10 Credits/) },
  {
    command: "quota history",
    options: { member },
    shows: said(/^Nothing has happened to the credits/, /ist noch nichts passiert\.$/),
  },
  {
    command: "quota grant",
    options: { member, credits: 1 },
    shows: said(/^You gave 1 extra credit to <@\d+>: /, /^Du hast <@\d+> 1 Extra-Credit gegeben: /),
  },
  {
    command: "quota take",
    options: { member, credits: 1 },
    shows: said(/^You took [01] credits? from/, /^Du hast <@\d+> [01] Credits? abgezogen/),
  },
  {
    command: "quota set",
    options: { member, credits: 40 },
    shows: said(/^You set an allowance of 40 credits/, /40 Credits festgelegt: /),
  },
  {
    command: "quota reset",
    options: { member },
    shows: said(/^You began the period anew/, /den Zeitraum von <@\d+> neu begonnen/),
  },
  {
    command: "quota freeze",
    options: { member },
    shows: said(/^You froze the credits/, /eingefroren: /),
  },
  {
    command: "quota unfreeze",
    options: { member },
    shows: said(/^You unfroze the credits/, /wieder freigegeben: /),
  },
  {
    command: "quota roles",
    shows: said(/^What members get each period/, /^Was Mitglieder pro Zeitraum bekommen/),
  },
  {
    command: "quota pool",
    shows: said(/^This server has no common limit/, /^Dieser Server hat keine gemeinsame Grenze/),
  },
  {
    command: "quota log-channel",
    options: { channel: { channel: "501111111111111111" } },
    shows: said(/are posted to <#\d+> from now on\./, /stehen ab jetzt in <#\d+>\./),
  },
];

/** The message with which the bot answered at once. */
export async function shown(handle: InteractionHandle): Promise<SeenMessage> {
  await handle.acked();
  return found(() => handle.original);
}

function found<T>(find: () => T | undefined): Promise<T> {
  return vi.waitFor(() => {
    const one = find();
    if (one === undefined) throw new Error("it is not there");
    return one;
  });
}
