import { ApplicationCommandOptionType } from "discord.js";
import { count } from "../credit-text.ts";
import { creditsOption, reasonOption } from "./subcommand.ts";
import type { Subcommand } from "./subcommand.ts";

/** `/quota pool`: what all members together may spend. Without options it shows it. */
export const pool: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "pool",
    description: "Show or set what all members together can spend in a period",
    options: [
      creditsOption("For all together in each period", false),
      {
        type: ApplicationCommandOptionType.Boolean,
        name: "no-limit",
        description: "Take the limit off",
      },
      reasonOption,
    ],
  },

  async run({ options, desk, guildId, cause, moderatorId }) {
    const credits = options.getInteger("credits") ?? undefined;
    const isUnlimited = options.getBoolean("no-limit") ?? false;
    if (credits !== undefined && isUnlimited) {
      return { text: "Please give either a number of `credits` or `no-limit`, not both." };
    }
    if (credits === undefined && !isUnlimited) {
      const balance = await desk.pool(guildId);
      if (balance === undefined) return { text: "This server has no common limit." };
      const { left, allowance, resetsAt } = balance;
      const until = `New ones <t:${Math.floor(resetsAt / 1000)}:R>.`;
      return { text: `The pool has **${left}** of ${count(allowance, "credit")} left. ${until}` };
    }
    const { before, after } = await desk.change(guildId, { what: "pool", credits }, cause);
    const what = `changed the pool of this server: ${before ?? "no limit"} → ${after ?? "no limit"}.`;
    const why = cause.why === "" ? "" : ` Reason: ${cause.why}`;
    return { text: `You ${what}`, notice: `<@${moderatorId}> ${what}${why}` };
  },
};
