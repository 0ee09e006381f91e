import { ApplicationCommandOptionType } from "discord.js";
import { limits } from "../../core/limits.ts";
import { described, localised } from "../localised.ts";
import { reasonOption } from "../moderators/subcommand.ts";
import type { ModeratorAnswer, Subcommand } from "../moderators/subcommand.ts";
import { changeSetting } from "./change-setting.ts";
import { limitsLine } from "./show.ts";

const bounds = [
  { key: "frames", option: "frames", name: "frames", most: limits.maxFrames },
  {
    key: "perPerson",
    option: "per-person",
    name: "running-person",
    most: limits.maxRunningPerPerson,
  },
  {
    key: "perServer",
    option: "per-server",
    name: "running-server",
    most: limits.maxRunningPerServer,
  },
] as const;

/** `/settings limits`: never more than the bot's own. Without options it says what they are. */
export const serverLimits: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "limits",
    ...described(({ settings }) => settings.subcommands.limits),
    options: [
      ...bounds.map(({ key, most }) => ({
        type: ApplicationCommandOptionType.Integer as const,
        ...localised(({ settings }) => settings.options[key]),
        min_value: 1,
        max_value: most,
      })),
      reasonOption,
    ],
  },

  async run(context) {
    const { options, desk, guildId, text } = context;
    const done: ModeratorAnswer[] = [];
    for (const { key, option, name, most } of bounds) {
      const given = options.getInteger(option);
      if (given === null) continue;
      const change = { what: "limit", name, most: given === most ? undefined : given } as const;
      done.push(
        await changeSetting(context, change, { name: ({ names }) => names[key] }, `:${name}`),
      );
    }
    if (done.length === 0) return { text: limitsLine(text, await desk.rules(guildId)) };
    return {
      text: done.map((answer) => answer.text).join("\n"),
      notice: done.map(({ notice }) => notice).join("\n"),
    };
  },
};
