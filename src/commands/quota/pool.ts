import { ApplicationCommandOptionType } from "discord.js";
import { described, localised } from "../localised.ts";
import { reasonOption, withReason } from "../moderators/subcommand.ts";
import { creditsOption } from "./quota-options.ts";
import type { Subcommand } from "../moderators/subcommand.ts";

/** `/quota pool`: what all members together may spend. Without options it shows it. */
export const pool: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "pool",
    ...described(({ quota }) => quota.subcommands.pool),
    options: [
      creditsOption((texts) => texts.poolSize, false),
      {
        type: ApplicationCommandOptionType.Boolean,
        ...localised(({ quota: { options: texts } }) => texts.noLimit),
      },
      reasonOption,
    ],
  },

  async run({ text: { quota, settings }, serverText, options, desk, guildId, cause, moderatorId }) {
    const credits = options.getInteger("credits") ?? undefined;
    const isUnlimited = options.getBoolean("no-limit") ?? false;
    if (credits !== undefined && isUnlimited) {
      return { text: quota.creditsOrNoLimit };
    }
    if (credits === undefined && !isUnlimited) {
      const balance = await desk.pool(guildId);
      if (balance === undefined) return { text: quota.noPool };
      const { left, allowance, resetsAt } = balance;
      return { text: quota.pool(left, allowance, resetsAt) };
    }
    const { before, after } = await desk.change(guildId, { what: "pool", credits }, cause);
    if (before === after) {
      return { text: after === null ? quota.noPool : quota.unchanged(settings.names.pool, after) };
    }
    const told = serverText.quota.poolChanged(`<@${moderatorId}>`, before, after);
    return {
      text: quota.poolChanged(undefined, before, after),
      notice: withReason(serverText, told, cause),
    };
  },
};
