import { ApplicationCommandOptionType } from "discord.js";
import { limits } from "../../core/limits.ts";
import type { ServerSettings } from "../../services/server-settings.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import { fitted } from "../credit-text.ts";
import { described } from "../localised.ts";
import type { Subcommand } from "../moderators/subcommand.ts";
import { entryLine } from "./entry-words.ts";

/** `/settings show`: everything that the server decided. */
export const show: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "show",
    ...described(({ settings }) => settings.subcommands.show),
  },
  async run({ text, desk, guildId }) {
    return { text: settingLines(text, await desk.rules(guildId)).join("\n") };
  },
};

const shownNames = 20;

function settingLines(text: Catalogue, rules: ServerSettings): readonly string[] {
  const { lines, on, off, ageRules, avatarRules } = text.settings;
  const { isOff, userRoles, ageRule, avatars, logChannelId } = rules;
  const channels = (rule: "allowed" | "denied") =>
    named(
      Object.keys(rules.channels).filter((id) => rules.channels[id] === rule),
      (id) => `<#${id}>`,
    );
  const allowed = channels("allowed");
  const denied = channels("denied");
  const roles = named(userRoles, (id) => `<@&${id}>`);
  return [
    lines.swaps(isOff ? off : on),
    allowed === ""
      ? denied === ""
        ? lines.everywhere
        : lines.denied(denied)
      : lines.allowed(allowed),
    ...(allowed !== "" && denied !== "" ? [lines.denied(denied)] : []),
    roles === "" ? lines.everyone : lines.roles(roles),
    lines.ageRestriction(ageRules[ageRule]),
    lines.avatars(avatarRules[avatars]),
    limitsLine(text, rules),
    pricesLine(text, rules),
    lines.log(logChannelId === undefined ? undefined : `<#${logChannelId}>`),
  ];
}

/** Mentions of the first of them. */
function named(ids: readonly string[], mention: (id: string) => string): string {
  const more = ids.length > shownNames ? ["…"] : [];
  return [...ids.slice(0, shownNames).map(mention), ...more].join(" ");
}

/** The limits as they hold, whoever decided them. */
export function limitsLine({ settings }: Catalogue, { most }: ServerSettings): string {
  return settings.lines.limits(
    most.frames ?? limits.maxFrames,
    most["running-person"] ?? limits.maxRunningPerPerson,
    most["running-server"] ?? limits.maxRunningPerServer,
  );
}

/** The prices as the server chose them. */
export function pricesLine({ credits }: Catalogue, { prices }: ServerSettings): string {
  return credits.prices(
    prices["frames-per-credit"] ?? limits.framesPerCredit,
    prices.most ?? limits.maxGifPrice,
  );
}

/** `/settings history`: what moderators changed and decided, from the server's log. */
export const history: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "history",
    ...described(({ settings }) => settings.subcommands.history),
  },
  async run({ text, desk, guildId }) {
    const { settings } = text;
    const { log } = await desk.rules(guildId);
    const lines = log.toReversed().map((entry) => `-# ${entryLine(text, entry)}`);
    if (lines.length === 0) return { text: settings.noHistory };
    return { text: fitted(settings.history, lines, [], (left) => `-# ${settings.older(left)}`) };
  },
};
