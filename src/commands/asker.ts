import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import { z } from "zod";
import type { Asker } from "../services/allowance.ts";
import type { Place } from "../services/may-use.ts";
import { sentChannelOf } from "./sent-channel.ts";

/** Who asks, and whose credits may pay, by the interaction alone: no member list is kept or fetched. */
export function askerOf(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction,
): Asker & { readonly place: Place } {
  const guildId = payingGuild(interaction);
  const member = guildId === undefined ? null : interaction.member;
  return {
    personId: interaction.user.id,
    guildId,
    ...standing(member),
    place: placeOf(interaction),
  };
}

/** Where it happens, for the rules of the server; also of one that has not installed the bot. */
function placeOf(
  interaction: ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction,
): Place {
  const { guildId, channelId, member } = interaction;
  const { isAgeRestricted, parentId } = sentChannelOf(interaction);
  return {
    guildId: guildId ?? undefined,
    channelIds: [channelId, parentId].filter((id) => typeof id === "string"),
    isAgeRestricted,
    roleIds: standing(member).roleIds,
  };
}

/** The server that installed the bot, if the command was typed there. In the bot's own DM Discord says "0". */
export function payingGuild({
  authorizingIntegrationOwners: { guildId },
}: Pick<ChatInputCommandInteraction, "authorizingIntegrationOwners">): string | undefined {
  return guildId === null || guildId === "0" ? undefined : guildId;
}

/**
 * A member as discord.js made it or as Discord sent it. Without the intent for servers discord.js knows no roles, so
 * `member.roles.cache` is empty and what Discord sent is only in `_roles`.
 */
const sentMember = z.union([
  z
    .object({ _roles: z.array(z.string()), premiumSinceTimestamp: z.number().nullish() })
    .transform(({ _roles: roleIds, premiumSinceTimestamp: since }) => ({ roleIds, since })),
  z
    .object({ roles: z.array(z.string()), premium_since: z.string().nullish() })
    .transform(({ roles: roleIds, premium_since: since }) => ({ roleIds, since })),
]);

/** Roles and boost of a member; of nobody in particular for `null`. */
export function standing(member: unknown): Pick<Asker, "roleIds" | "isBooster"> {
  if (member === null) return { roleIds: [], isBooster: false };
  const { roleIds, since } = sentMember.parse(member);
  return { roleIds, isBooster: since !== null && since !== undefined };
}
