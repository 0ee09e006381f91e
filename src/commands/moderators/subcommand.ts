import { ApplicationCommandOptionType } from "discord.js";
import type {
  APIApplicationCommandSubcommandOption,
  ChatInputCommandInteraction,
} from "discord.js";
import type { CreditDesk } from "../../services/credit-desk.ts";
import type { CommandCause } from "../../services/server-rules.ts";
import { localised } from "../localised.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import { plain } from "../../text/markdown.ts";

/** What a sub-command for moderators works with. */
export interface ModeratorContext {
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

export interface ModeratorAnswer {
  readonly text: string;
  /** What the log channel is told; nothing where nothing was changed. */
  readonly notice?: string | undefined;
}

/** One of the things that moderators can do: what Discord is told about it, and what we do. */
export interface Subcommand {
  readonly data: APIApplicationCommandSubcommandOption;
  run(context: ModeratorContext): Promise<ModeratorAnswer>;
}

const longestReason = 200;

export const reasonOption = {
  type: ApplicationCommandOptionType.String,
  ...localised(({ quota: { options } }) => options.reason),
  max_length: longestReason,
} as const;

/** The moderator's words, on one line. */
export function reasonOf(options: ModeratorContext["options"]): string {
  return plain(options.getString("reason") ?? "");
}

/** A notice for the log channel, with what the moderator gave as reason. */
export function withReason({ quota }: Catalogue, notice: string, { why }: CommandCause): string {
  return why === "" ? notice : `${notice}${quota.reason(why)}`;
}
