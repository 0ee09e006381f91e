import type {
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Logger } from "../core/logger.ts";
import type { ReplyCoordinates } from "../services/reply-port.ts";

/** Where one input comes from. */
export interface SwapInput {
  readonly url: string;
  /** What Discord says about an attachment; links have none. */
  readonly declaredBytes?: number;
}

/** What a person asks for. */
export interface SwapRequest {
  /** The interaction's id, so that a repeated delivery is the same job. */
  readonly id: string;
  readonly personId: string;
  /** The server whose credits pay; undefined in a DM and where the bot is only installed by the person. */
  readonly guildId: string | undefined;
  readonly target: SwapInput;
  readonly face: SwapInput;
  readonly reply: ReplyCoordinates;
}

/** What the command needs of the job machine. */
export interface SwapJobs {
  /**
   * Stores the job before Discord hears of it. `false`: this interaction was delivered before, and its job exists.
   * @throws UserError `TOO_MANY_RUNNING`; AppError `STORE_FAILED`, `SHUTTING_DOWN`
   */
  create(request: SwapRequest): Promise<boolean>;
  /** The person sees that we work on it. */
  markAcked(jobId: string): Promise<void>;
  /** Discord did not take the acknowledgement, so there is nobody to answer. */
  drop(jobId: string): Promise<void>;
  /** Runs the job to its end; everything that happens on the way is told through the reply port. */
  run(jobId: string): Promise<void>;
}

export interface CommandServices {
  readonly swaps: SwapJobs;
}

interface CommandContext {
  readonly interaction: ChatInputCommandInteraction;
  readonly services: CommandServices;
  /** Shows "thinking…"; `false` when it came too late, and nothing can be shown to the person any more. */
  readonly acknowledge: () => Promise<boolean>;
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
