import { ApplicationCommandOptionType } from "discord.js";
import type {
  APIApplicationCommandSubcommandOption,
  ChatInputCommandInteraction,
} from "discord.js";
import type { CreditDesk, Member } from "../../services/credit-desk.ts";
import type { CommandCause } from "../../services/server-rules.ts";
import { standing } from "../asker.ts";
import { plain } from "../credit-text.ts";

/** What a sub-command of `/quota` works with. */
export interface QuotaContext {
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
  name: "member",
  description: "Whose credits",
  required: true,
} as const;

export const reasonOption = {
  type: ApplicationCommandOptionType.String,
  name: "reason",
  description: "Why; it stands in the history and the log channel",
  max_length: longestReason,
} as const;

/** An option for a number of credits, 0 or more unless told. */
export function creditsOption(description: string, required: boolean, least = 0) {
  return {
    type: ApplicationCommandOptionType.Integer,
    name: "credits",
    description,
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
