import { PermissionFlagsBits } from "discord.js";
import type { ChatInputCommandInteraction, MessageComponentInteraction } from "discord.js";
import type { ReplyCoordinates } from "../services/reply-port.ts";

/** Without each of these, a message of the bot's own with a file in it is refused. */
const posting = [
  PermissionFlagsBits.ViewChannel,
  PermissionFlagsBits.SendMessages,
  PermissionFlagsBits.AttachFiles,
];

/** Where the answer to an interaction goes, and where the bot itself may speak when that is too late. */
export function replyOf(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction,
): ReplyCoordinates {
  const { channelId, appPermissions } = interaction;
  const mayPost = serverOf(interaction) !== undefined && appPermissions.has(posting);
  return {
    applicationId: interaction.applicationId,
    token: interaction.token,
    createdAt: interaction.createdTimestamp,
    attachmentLimit: interaction.attachmentSizeLimit,
    ...(mayPost && channelId && { channelId }),
  };
}

/** The server that installed the bot, if the interaction is from there. In the bot's own DM Discord says "0". */
export function serverOf({
  authorizingIntegrationOwners: { guildId },
}: Pick<ChatInputCommandInteraction, "authorizingIntegrationOwners">): string | undefined {
  return guildId === null || guildId === "0" ? undefined : guildId;
}
