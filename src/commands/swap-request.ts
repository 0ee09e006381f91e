import { PermissionFlagsBits } from "discord.js";
import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../core/errors.ts";
import type { SwapRequest } from "../services/job-record.ts";
import { askerOf } from "./asker.ts";
import { privateReply, replyOf } from "./reply-of.ts";

/**
 * What a person asks for, with who they are and where they are answered.
 * @throws UserError `ATTACHING_FORBIDDEN`
 */
export function swapRequest(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction,
  wanted: Pick<SwapRequest, "target" | "face" | "wishes">,
): SwapRequest {
  if (!interaction.appPermissions.has(PermissionFlagsBits.AttachFiles)) {
    throw new UserError("ATTACHING_FORBIDDEN");
  }
  const reply = replyOf(interaction);
  return {
    id: interaction.id,
    ...askerOf(interaction),
    ...wanted,
    reply: wanted.wishes.private ? privateReply(reply) : reply,
  };
}
