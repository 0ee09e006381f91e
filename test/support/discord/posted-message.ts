import type { APIAttachment } from "discord.js";
import { apiUser } from "./interaction-payload.ts";
import type { Scene } from "./interaction-payload.ts";

/** A message that somebody posted, as far as a test says; Discord's own names. */
export interface PostedMessage {
  readonly author?: { readonly id: string; readonly name: string; readonly bot?: boolean };
  readonly content?: string;
  readonly attachments?: readonly Partial<APIAttachment>[];
  readonly embeds?: readonly object[];
  readonly components?: readonly object[];
  readonly sticker_items?: readonly object[];
  readonly message_snapshots?: readonly object[];
  readonly interaction_metadata?: object;
  readonly message_reference?: object;
}

/** The message object of Discord's API: what comes with a command in a message's menu. */
export function postedMessage(
  { author = { id: "302222222222222222", name: "Grace" }, ...posted }: PostedMessage,
  { nextId, channelId }: Pick<Scene, "nextId" | "channelId">,
): Record<string, unknown> & { readonly id: string } {
  return {
    id: nextId(),
    channel_id: channelId,
    type: 0,
    content: "",
    embeds: [],
    components: [],
    flags: 0,
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    ...posted,
    attachments: (posted.attachments ?? []).map((one) => ({ id: nextId(), ...one })),
    author: apiUser(author.id, author.name, author.bot),
  };
}
