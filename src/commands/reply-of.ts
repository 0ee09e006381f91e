import { InteractionContextType, MessageFlags, PermissionFlagsBits } from "discord.js";
import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import { payingGuild } from "./asker.ts";
import type { ReplyCoordinates } from "../services/reply-port.ts";

/** Without each of these, a message of the bot's own with a file in it is refused. */
const posting = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.AttachFiles,
];

/** Where the answer to an interaction goes, and where the bot itself may speak when that is too late. */
export function replyOf(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction,
): ReplyCoordinates {
  const { channelId, appPermissions, context } = interaction;
  const isOurPlace =
    payingGuild(interaction) !== undefined || context === InteractionContextType.BotDM;
  const mayPost = isOurPlace && appPermissions.has(posting);
  return {
    applicationId: interaction.applicationId,
    token: interaction.token,
    createdAt: interaction.createdTimestamp,
    attachmentLimit: interaction.attachmentSizeLimit,
    locale: interaction.locale,
    ...(mayPost && channelId && { channelId }),
  };
}

/** Where what a component changes is shown: its own message, which may be one that only its person sees. */
export function messageReply(interaction: MessageComponentInteraction): ReplyCoordinates {
  const reply = replyOf(interaction);
  return interaction.message.flags.has(MessageFlags.Ephemeral) ? privateReply(reply) : reply;
}

/** Where only the person reads: nothing of it may come as a message for all. */
export function privateReply(reply: ReplyCoordinates): ReplyCoordinates {
  const { channelId: _, ...rest } = reply;
  return { ...rest, isPrivate: true };
}
