import type { BaseInteraction } from "discord.js";
import { z } from "zod";

/** What Discord sends along about the channel, of which discord.js keeps nothing without the intent for servers. */
const sentChannel = z.object({
  id: z.string(),
  nsfw: z.boolean().optional(),
  parent_id: z.string().nullish(),
  thread_metadata: z.unknown().optional(),
});
const sentInteraction = z.object({
  t: z.literal("INTERACTION_CREATE"),
  d: z.object({ id: z.string(), channel: sentChannel.optional() }),
});

interface SentChannel {
  readonly isAgeRestricted: boolean | undefined;
  /** Of a thread. */
  readonly parentId: string | undefined;
}

const known = new WeakMap<BaseInteraction, SentChannel>();

/** Keeps what a packet of the gateway says about the channel of this interaction, which was made of it. */
export function keepSentChannel(interaction: BaseInteraction, packet: unknown): void {
  const parsed = sentInteraction.safeParse(packet);
  const channel = parsed.data?.d.channel;
  if (!channel || parsed.data?.d.id !== interaction.id) return;
  const isThread = channel.thread_metadata !== undefined;
  known.set(interaction, {
    isAgeRestricted: channel.nsfw ?? (isThread ? undefined : false),
    parentId: isThread ? (channel.parent_id ?? undefined) : undefined,
  });
}

export function sentChannelOf(interaction: BaseInteraction): SentChannel {
  return known.get(interaction) ?? { isAgeRestricted: undefined, parentId: undefined };
}
