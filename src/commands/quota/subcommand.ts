import { ApplicationCommandOptionType } from "discord.js";
import type {
  APIApplicationCommandSubcommandOption,
  ChatInputCommandInteraction,
} from "discord.js";
import type { CreditDesk, Member } from "../../services/credit-desk.ts";
import type { CommandCause } from "../../services/server-rules.ts";
import { standing } from "../asker.ts";
import { localised } from "../localised.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import type { OptionText } from "../../text/option-text.ts";
import { plain } from "../../text/markdown.ts";

/** What a sub-command of `/quota` works with. */
export interface QuotaContext {
  /** In the moderator's language. */
  readonly text: Catalogue;
  /** In the server's, for its log channel. */
  readonly serverText: Catalogue;
  readonly options: ChatInputCommandInteraction["options"];
  readonly guildId: string;
  readonly moderatorId: string;
  readonly cause: CommandCause;
  readonly desk: CreditDesk;
}

export interface QuotaAnswer {
  readonly text: string;
  /** What the log channel is told; nothing where nothing was changed. */
  readonly notice?: string | undefined;
}

/** One of the things that moderators can do: what Discord is told about it, and what we do. */
export interface Subcommand {
  readonly data: APIApplicationCommandSubcommandOption;
  run(context: QuotaContext): Promise<QuotaAnswer>;
}

export const mostCredits = 10_000;
const longestReason = 200;

export const memberOption = {
  type: ApplicationCommandOptionType.User,
  ...localised(({ quota: { options } }) => options.member),
  required: true,
} as const;

export const reasonOption = {
  type: ApplicationCommandOptionType.String,
  ...localised(({ quota: { options } }) => options.reason),
  max_length: longestReason,
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
export function pickedMember({ options, guildId }: QuotaContext): Member {
  const user = options.getUser("member", true);
  return { personId: user.id, guildId, ...standing(options.getMember("member")) };
}

/** The moderator's words, on one line. */
export function reasonOf(options: QuotaContext["options"]): string {
  return plain(options.getString("reason") ?? "");
}

/** A notice for the log channel, with what the moderator gave as reason. */
export function withReason({ quota }: Catalogue, notice: string, { why }: CommandCause): string {
  return why === "" ? notice : `${notice}${quota.reason(why)}`;
}
