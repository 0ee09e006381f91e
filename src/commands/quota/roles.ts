import { ApplicationCommandOptionType } from "discord.js";
import type { ServerSettings, SettingChange } from "../../services/server-settings.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import { fitted } from "../credit-text.ts";
import { described, localised } from "../localised.ts";
import { allOf } from "../moderators/all-of.ts";
import { reasonOption, withReason } from "../moderators/subcommand.ts";
import { creditsOption, mostCredits } from "./quota-options.ts";
import type { ModeratorAnswer, ModeratorContext, Subcommand } from "../moderators/subcommand.ts";

/** `/quota roles`: what each role, everyone and boosters get. Without options it lists them. */
export const roles: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "roles",
    ...described(({ quota }) => quota.subcommands.roles),
    options: [
      {
        type: ApplicationCommandOptionType.Role,
        ...localised(({ quota: { options: texts } }) => texts.role),
      },
      creditsOption((texts) => texts.roleAllowance, false),
      {
        type: ApplicationCommandOptionType.Integer,
        ...localised(({ quota: { options: texts } }) => texts.boosterBonus),
        min_value: 0,
        max_value: mostCredits,
      },
      reasonOption,
    ],
  },

  async run(context) {
    const { text, options, desk, guildId } = context;
    const role = options.getRole("role");
    const credits = options.getInteger("credits") ?? undefined;
    const bonus = options.getInteger("booster-bonus");
    if (role === null && credits !== undefined) {
      return { text: text.quota.whichRole };
    }
    const done: ModeratorAnswer[] = [];
    if (role !== null) {
      const change: SettingChange =
        role.id === guildId
          ? { what: "everyone", credits }
          : { what: "role", roleId: role.id, credits };
      const what: What = ({ quota }) =>
        role.id === guildId ? quota.allowanceOfEveryone : quota.allowanceOfRole(`<@&${role.id}>`);
      done.push(await changed(context, change, what));
    }
    if (bonus !== null) {
      const change = { what: "booster bonus", credits: bonus } as const;
      // One command may change both, and each is done once.
      done.push(await changed(context, change, bonusOfBoosters, ":bonus"));
    }
    if (done.length === 0) return { text: listing(text, await desk.rules(guildId)) };
    return allOf(done);
  },
};

/** What is changed, in a language. */
type What = (text: Catalogue) => string;

const bonusOfBoosters: What = ({ quota }) => quota.bonusOfBoosters;

async function changed(
  { text, serverText, desk, guildId, cause, moderatorId }: ModeratorContext,
  change: SettingChange,
  what: What,
  suffix = "",
): Promise<ModeratorAnswer> {
  const once = { ...cause, id: `${cause.id}${suffix}` };
  const { before, after } = await desk.change(guildId, change, once);
  if (before === after) return { text: text.quota.unchanged(what(text), after) };
  const moderator = `<@${moderatorId}>`;
  const told = serverText.quota.changed(moderator, what(serverText), before, after);
  return {
    text: text.quota.changed(undefined, what(text), before, after),
    notice: withReason(serverText, told, cause),
  };
}

function listing(
  { quota }: Catalogue,
  { roles: byRole, everyone, boosterBonus }: ServerSettings,
): string {
  const best = Object.entries(byRole).toSorted(([, one], [, other]) => other - one);
  const lines = best.map(([roleId, credits]) => quota.roleGets(`<@&${roleId}>`, credits));
  const last = [
    quota.everyoneElse(everyone),
    ...(boosterBonus > 0 ? [quota.boostersGet(boosterBonus)] : []),
  ];
  return fitted(quota.rolesHeading, lines, last, quota.moreRoles);
}
