import { ApplicationCommandOptionType } from "discord.js";
import type { Member } from "../../services/credit-desk.ts";
import { standing } from "../asker.ts";
import { localised } from "../localised.ts";
import type { ModeratorContext } from "../moderators/subcommand.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import type { OptionText } from "../../text/option-text.ts";

export const mostCredits = 10_000;

export const memberOption = {
  type: ApplicationCommandOptionType.User,
  ...localised(({ quota: { options } }) => options.member),
  required: true,
} as const;

/** An option for a number of credits, 0 or more unless told. */
export function creditsOption(
  pick: (options: Catalogue["quota"]["options"]) => OptionText,
  required: boolean,
  least = 0,
) {
  return {
    type: ApplicationCommandOptionType.Integer,
    ...localised(({ quota: { options } }) => pick(options)),
    required,
    min_value: least,
    max_value: mostCredits,
  } as const;
}

/** What Discord sends along about the member who was picked; somebody who left the server has no roles. */
export function pickedMember({ options, guildId }: ModeratorContext): Member {
  const user = options.getUser("member", true);
  return { personId: user.id, guildId, ...standing(options.getMember("member")) };
}
