import { ApplicationCommandOptionType } from "discord.js";
import type { Catalogue } from "../../text/catalogue.ts";
import { choices, described, localised } from "../localised.ts";
import { reasonOption } from "../moderators/subcommand.ts";
import type { Subcommand } from "../moderators/subcommand.ts";
import { changeSetting } from "./change-setting.ts";

type Options = Catalogue["settings"]["options"];

const option = (pick: (options: Options) => Options[keyof Options]) =>
  localised(({ settings }) => pick(settings.options));

/** `/settings swaps`: the switch of the whole server. */
const swaps: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "swaps",
    ...described(({ settings }) => settings.subcommands.swaps),
    options: [
      {
        type: ApplicationCommandOptionType.Boolean,
        ...option(({ on }) => on),
        required: true,
      },
      reasonOption,
    ],
  },
  run: (context) =>
    changeSetting(
      context,
      { what: "swaps", on: context.options.getBoolean("on", true) },
      {
        name: ({ names }) => names.swaps,
        value: ({ on, off }, value) => (value === "on" ? on : off),
      },
    ),
};

const ageRules = ["anywhere", "only", "never"] as const;

/** `/settings age-restriction`: stricter than Discord's own rules at most, never laxer. */
const ageRestriction: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "age-restriction",
    ...described(({ settings }) => settings.subcommands.ageRestriction),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...option(({ ageRule }) => ageRule),
        required: true,
        choices: choices(ageRules, ({ settings }) => settings.ageRules),
      },
      reasonOption,
    ],
  },
  run: (context) =>
    changeSetting(
      context,
      { what: "age restriction", rule: chosen(ageRules, context.options.getString("where", true)) },
      {
        name: ({ names }) => names.ageRestriction,
        value: (text, value) => text.ageRules[chosen(ageRules, value)],
      },
    ),
};

const avatarRules = ["nobody", "self", "consent"] as const;

/** `/settings avatars`: whose profile picture may be a face. Without a yes of the pictured person it never is. */
const avatars: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "avatars",
    ...described(({ settings }) => settings.subcommands.avatars),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...option(({ avatarRule }) => avatarRule),
        required: true,
        choices: choices(avatarRules, ({ settings }) => settings.avatarRules),
      },
      reasonOption,
    ],
  },
  run: (context) =>
    changeSetting(
      context,
      { what: "avatars", rule: chosen(avatarRules, context.options.getString("whose", true)) },
      {
        name: ({ names }) => names.avatars,
        value: (text, value) => text.avatarRules[chosen(avatarRules, value)],
      },
    ),
};

/** Discord sends one of the choices and nothing else. */
function chosen<T extends string>(rules: readonly [T, ...T[]], value: string): T {
  return rules.find((rule) => rule === value) ?? rules[0];
}

export const switches: readonly Subcommand[] = [swaps, ageRestriction, avatars];
