import { ApplicationCommandOptionType, ApplicationIntegrationType } from "discord.js";
import { describe, expect, test } from "vitest";
import { commands, messageCommands } from "../../src/commands/index.ts";
import type { RecordedRequest } from "../support/discord/http-side.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import type { InteractionHandle } from "../support/discord/interaction.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import { rows, shown } from "./everywhere-rows.ts";
import type { Situation } from "./everywhere-rows.ts";

const places: readonly (readonly [string, SlashContext])[] = [
  ["a server with the bot", { place: "guild" }],
  ["the bot's DM", { place: "bot-dm" }],
  ["a group DM", { place: "group-dm" }],
  ["a server with only the person's install", { place: "user-install" }],
  ["such a server without Use External Apps", { place: "user-install", mayUseExternalApps: false }],
];
const mebibyte = 1024 * 1024;
const situations: readonly Situation[] = places.flatMap(([where, context]) =>
  (["en-US", "de"] as const).flatMap((locale) =>
    [10 * mebibyte, 500 * mebibyte].map((attachmentSizeLimit) => ({
      name: `${where}, ${locale}, ${attachmentSizeLimit / mebibyte} MiB`,
      locale,
      attachmentSizeLimit,
      context: { ...context, locale, attachmentSizeLimit },
    })),
  ),
);

const serverOnly = {
  "en-US": /^That works only in a server that has added me\.$/,
  de: /^Das geht nur auf einem Server, der mich hinzugefügt hat\.$/,
};

/** Everything that can be called: a command, or each of its sub-commands. */
const callable = [...commands, ...messageCommands].flatMap(({ data }) => {
  const options = "options" in data ? (data.options ?? []) : [];
  const subcommands = options.filter(
    ({ type }) => type === ApplicationCommandOptionType.Subcommand,
  );
  const types = data.integration_types ?? [];
  const isOfServers = !types.includes(ApplicationIntegrationType.UserInstall);
  const names = subcommands.map(({ name }) => `${data.name} ${name}`);
  return (names.length > 0 ? names : [data.name]).map((name) => ({ name, isOfServers }));
});

test("every command that is registered is tried everywhere", () => {
  const tried = new Set(rows.map(({ command }) => command));
  expect([...tried].toSorted()).toEqual(callable.map(({ name }) => name).toSorted());
});

describe("wherever people are, whatever their language and their limit", () => {
  test.each(rows.map((row) => [row.command, row.what ?? "", row] as const))(
    "/%s %s answers everybody, and shows them what it should",
    async (command, _, row) => {
      const bot = await startTestBot();
      const isOfServers = callable.some((one) => one.name === command && one.isOfServers);
      const wrong: string[] = [];
      for (const situation of situations) {
        const { context, locale, name } = situation;
        await row.given?.(bot);
        const { length: before } = bot.discord.requests;
        const isRefused = isOfServers && context.place !== "guild";
        const handle =
          row.ask?.(bot, context) ?? bot.discord.slash(command, row.options ?? {}, context);
        const seen = await (isRefused
          ? shown(handle)
          : (row.end ?? edited)(handle, bot, situation));

        const wanted = isRefused ? serverOnly[locale] : row.shows(situation);
        if (!wanted.test(seen.content)) wrong.push(`${name}: ${seen.content}`);
        const isForced = context.mayUseExternalApps === false;
        const isPublic = row.isPublic === true && !isRefused && !isForced;
        if (seen.ephemeral === isPublic) wrong.push(`${name}: for the wrong eyes`);
        // Without the bot in the server, five further messages are all there is, and channels are closed.
        const further = bot.discord.requests.slice(before).filter(isNewMessage);
        if (context.place !== "guild" && further.length > 0)
          wrong.push(`${name}: a message too many`);
      }
      expect(wrong).toEqual([]);
      expect(apiFindings(bot.discord)).toEqual([]);
      expect(bot.discord.problems()).toEqual([]);
    },
    60_000,
  );
});

const edited = (handle: InteractionHandle) => handle.edited();

function isNewMessage({ method, path }: RecordedRequest): boolean {
  return method === "POST" && /^\/(webhooks|channels)\//.test(path);
}
