import type {
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { JobId } from "../core/ids.ts";
import type { Logger } from "../core/logger.ts";
import type { ReplyCoordinates } from "../services/reply-port.ts";

/** One face swap, as a person ordered it. */
export interface SwapOrder {
  readonly jobId: JobId;
  readonly userId: string;
  /** The server whose account of this person pays; without one, the person's own account. */
  readonly guildId: string | undefined;
  readonly targetUrl: string;
  readonly faceUrl: string;
  readonly reply: ReplyCoordinates;
}

/** What the command needs of the job machine. */
export interface SwapJobs {
  /**
   * Stores the job before Discord hears of it. `false`: this interaction was delivered before, and its job exists.
   * @throws AppError `STORE_FAILED`, `SHUTTING_DOWN`
   */
  create(order: SwapOrder): Promise<boolean>;
  /** The person sees that we work on it. */
  markAcked(jobId: JobId): Promise<void>;
  /** Runs the job to its end; everything that happens on the way is told through the reply port. */
  run(jobId: JobId): Promise<void>;
}

export interface CommandServices {
  readonly swaps: SwapJobs;
}

export interface CommandContext {
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
