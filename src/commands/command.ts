import type {
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Logger } from "../core/logger.ts";
import type { CreditDesk } from "../services/credit-desk.ts";
import type { JobMachine } from "../services/job-machine.ts";

/** What a command needs of the job machine. */
export type SwapJobs = Pick<JobMachine, "create" | "markAcked" | "drop">;

export interface CommandServices {
  readonly swaps: SwapJobs;
  readonly credits: CreditDesk;
}

interface CommandContext {
  readonly interaction: ChatInputCommandInteraction;
  readonly services: CommandServices;
  /**
   * Shows "thinking…", to this person alone if `ephemeral`; `false` when it came too late, and nothing can be shown to
   * the person any more.
   */
  readonly acknowledge: (options?: { readonly ephemeral: boolean }) => Promise<boolean>;
  /** Lets work go on after the command has ended. Its failure is logged. */
  readonly inBackground: (work: Promise<void>) => void;
  readonly log: Logger;
}

/** Something people can type: what Discord is told about it, and what we do. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Whatever it throws is told to the person by the dispatcher. */
  run(context: CommandContext): Promise<void>;
}
