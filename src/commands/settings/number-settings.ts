import { ApplicationCommandOptionType } from "discord.js";
import type { ServerSettings, SettingChange } from "../../services/server-settings.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import type { OptionText } from "../../text/option-text.ts";
import { described, localised } from "../localised.ts";
import { reasonOption } from "../moderators/subcommand.ts";
import { allOf } from "../moderators/all-of.ts";
import type { ModeratorAnswer, Subcommand } from "../moderators/subcommand.ts";
import { changeSetting } from "./change-setting.ts";

/** One number that a server may choose, from 1. */
interface NumberSetting {
  /** Of the option, and of the setting in what is said about it. */
  readonly option: (text: Catalogue["settings"]) => OptionText;
  readonly words: (text: Catalogue["settings"]) => string;
  /** The option's name in English, by which Discord sends it. */
  readonly name: string;
  readonly most: number;
  /** What the bot does by itself: choosing it is deciding nothing. */
  readonly own: number;
  readonly change: (value: number | undefined) => SettingChange;
}

/** `/settings NAME`: changes those numbers that are given; without any it says what they are. */
export function numberSettings(
  name: "limits" | "prices",
  settings: readonly NumberSetting[],
  lineOf: (text: Catalogue, rules: ServerSettings) => string,
): Subcommand {
  return {
    data: {
      type: ApplicationCommandOptionType.Subcommand,
      name,
      ...described((text) => text.settings.subcommands[name]),
      options: [
        ...settings.map(({ option, most }) => ({
          type: ApplicationCommandOptionType.Integer as const,
          ...localised((text) => option(text.settings)),
          min_value: 1,
          max_value: most,
        })),
        reasonOption,
      ],
    },

    async run(context) {
      const { options, desk, guildId, text } = context;
      const done: ModeratorAnswer[] = [];
      for (const { name: option, own, words, change } of settings) {
        const given = options.getInteger(option);
        if (given === null) continue;
        const changed = change(given === own ? undefined : given);
        done.push(await changeSetting(context, changed, { name: words }, `:${option}`));
      }
      if (done.length === 0) return { text: lineOf(text, await desk.rules(guildId)) };
      return allOf(done);
    },
  };
}
