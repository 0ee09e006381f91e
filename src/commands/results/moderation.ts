import { PermissionFlagsBits } from "discord.js";
import type { MessageComponentInteraction } from "discord.js";

/** May who pressed this moderate the server in which they did? */
export function mayModerate({
  guildId,
  memberPermissions,
}: Pick<MessageComponentInteraction, "guildId" | "memberPermissions">): boolean {
  const needed = [PermissionFlagsBits.ManageMessages, PermissionFlagsBits.ManageGuild];
  return guildId !== null && memberPermissions?.any(needed) === true;
}
