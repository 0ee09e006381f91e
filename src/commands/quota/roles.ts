import { ApplicationCommandOptionType } from "discord.js";
import type { ServerSettings, SettingChange } from "../../services/server-settings.ts";
import { count, fitted } from "../credit-text.ts";
import { creditsOption, mostCredits, reasonOption } from "./subcommand.ts";
import type { QuotaAnswer, QuotaContext, Subcommand } from "./subcommand.ts";

/** `/quota roles`: what each role, everyone and boosters get. Without options it lists them. */
export const roles: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "roles",
    description: "List what roles get, or set it: @everyone is the allowance of the whole server",
    options: [
      { type: ApplicationCommandOptionType.Role, name: "role", description: "Which role" },
      creditsOption("For each period; leave it out to take the role's allowance away", false),
      {
        type: ApplicationCommandOptionType.Integer,
        name: "booster-bonus",
        description: "On top for whoever boosts this server; 0 for none",
        min_value: 0,
        max_value: mostCredits,
      },
      reasonOption,
    ],
  },

  async run(context) {
    const { options, desk, guildId } = context;
    const role = options.getRole("role");
    const credits = options.getInteger("credits") ?? undefined;
    const bonus = options.getInteger("booster-bonus");
    if (role === null && credits !== undefined) {
      return { text: "Please say which `role` gets these credits; @everyone is a role, too." };
    }
    const done: QuotaAnswer[] = [];
    if (role !== null) {
      const change: SettingChange =
        role.id === guildId
          ? { what: "everyone", credits }
          : { what: "role", roleId: role.id, credits };
      const whom = role.id === guildId ? "everyone" : `the role <@&${role.id}>`;
      done.push(await changed(context, change, `the allowance of ${whom}`));
    }
    if (bonus !== null) {
      const change = { what: "booster bonus", credits: bonus } as const;
      // One command may change both, and each is done once.
      done.push(await changed(context, change, "the bonus of boosters", ":bonus"));
    }
    if (done.length === 0) return { text: listing(await desk.rules(guildId)) };
    return {
      text: done.map(({ text }) => text).join("\n"),
      notice: done.map(({ notice }) => notice).join("\n"),
    };
  },
};

async function changed(
  { desk, guildId, cause, moderatorId }: QuotaContext,
  change: SettingChange,
  what: string,
  suffix = "",
): Promise<QuotaAnswer> {
  const once = { ...cause, id: `${cause.id}${suffix}` };
  const { before, after } = await desk.change(guildId, change, once);
  const figures = `${before ?? "none"} → ${after ?? "none"}.`;
  const why = cause.why === "" ? "" : ` Reason: ${cause.why}`;
  return {
    text: `You changed ${what}: ${figures}`,
    notice: `<@${moderatorId}> changed ${what}: ${figures}${why}`,
  };
}

function listing({ roles: byRole, everyone, boosterBonus }: ServerSettings): string {
  const best = Object.entries(byRole).toSorted(([, one], [, other]) => other - one);
  const lines = best.map(([roleId, credits]) => `<@&${roleId}>: ${count(credits, "credit")}`);
  const last = [
    everyone === undefined
      ? "Everyone else: what this bot gives everybody"
      : `Everyone else: ${count(everyone, "credit")}`,
    ...(boosterBonus > 0 ? [`Boosters: ${boosterBonus} more`] : []),
  ];
  const first = "What members get each period, the best of their roles first:";
  return fitted(first, lines, last, (left) => `… and ${count(left, "more role")}.`);
}
