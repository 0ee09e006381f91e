import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import type { Logger } from "../core/logger.ts";
import { discordFailure } from "./discord-error.ts";

/** What a person did that wants an answer. */
export type Answerable =
  | ChatInputCommandInteraction
  | MessageComponentInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction;

/** What the acknowledgement shows: "thinking…" (or nothing, when a message is to change), or a form. */
export type Shown = "reply" | "form";

const mostTries = 3;

/**
 * Lets the person see that we are there. `false` when it came too late. A lost connection is tried again at once, since
 * Discord waits 3 s only; "already acknowledged" then means that an earlier try had arrived.
 * @throws whatever else Discord answered
 */
export async function acknowledge(
  interaction: Answerable,
  log: Logger,
  shown: Shown,
  show: () => Promise<unknown>,
): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    try {
      await show();
      return true;
    } catch (error) {
      const failure = discordFailure(error);
      if (failure === "acknowledged") {
        // discord.js only believes answers; without this it would refuse to edit the reply. A form leaves none to edit.
        if (shown === "reply") interaction.deferred = true;
        return true;
      }
      if (failure === "gone") {
        log.info({ err: error }, "The acknowledgement came too late");
        return false;
      }
      if (failure !== "transient" || tries === mostTries) throw error;
      log.info({ err: error, tries }, "The acknowledgement got lost; trying again");
    }
  }
}
