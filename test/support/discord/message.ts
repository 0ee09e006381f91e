import type { APIAttachment } from "discord.js";
import { AttachmentFlags, ComponentType, MessageFlags } from "discord.js";
import { ApiError, apiErrors } from "./api-error.ts";
import type { Cdn } from "./cdn.ts";
import type { RequestBody } from "./request-body.ts";

/** The fields of a message payload that the stand-in understands. */
interface MessagePayload {
  content?: string | null;
  embeds?: unknown[] | null;
  components?: unknown[] | null;
  flags?: number | null;
  attachments?:
    | {
        id: string | number;
        description?: string | null;
        filename?: string;
        is_spoiler?: boolean;
      }[]
    | null;
}

interface SeenAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly url: string;
  readonly bytes: Uint8Array;
  /** The alt text. */
  readonly description: string | undefined;
  /** Covered until somebody opens it. */
  readonly spoiler: boolean;
}

/** A message as a person sees it. */
export interface SeenMessage {
  readonly content: string;
  readonly attachments: readonly SeenAttachment[];
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly ephemeral: boolean;
  /** Still the "thinking…" line of a deferred reply. */
  readonly loading: boolean;
}

export interface Message {
  readonly id: string;
  /** Changes the message as a create or an edit would; throws an `ApiError` and changes nothing when it may not. */
  apply(body: RequestBody): void;
  seen(): SeenMessage;
  /** Deletes it; nobody sees it any more. */
  remove(): void;
  readonly removed: boolean;
  /** The message object of Discord's API. */
  asApi(): Record<string, unknown>;
}

export interface MessageOptions {
  cdn: Cdn;
  id: string;
  channelId: string;
  applicationId: string;
  author: Record<string, unknown>;
  flags: number;
  /** Bytes of the largest file that may be attached. */
  attachmentLimit: number;
  /** Whose interaction it answers. */
  askedBy?: Record<string, unknown>;
}

const chatInputCommandReply = 20;

export function createMessage(options: MessageOptions): Message {
  const { cdn } = options;
  const created = new Date().toISOString();
  let edited: string | null = null;
  let removed = false;
  let flags = options.flags;
  let content = "";
  let embeds: unknown[] = [];
  let components: unknown[] = [];
  let attachments: APIAttachment[] = [];

  /** Attachments after this payload: exactly those it lists; without a list, the old ones and the new. */
  function attachmentsAfter(payload: MessagePayload, { files }: RequestBody): APIAttachment[] {
    if (files.some((file) => file.bytes.length > options.attachmentLimit)) {
      throw apiErrors.fileTooLarge();
    }
    if (payload.attachments === undefined) {
      return [...attachments, ...files.map((file) => cdn.keep(file))];
    }
    return (payload.attachments ?? []).map((listed) => {
      const old = attachments.find((one) => one.id === String(listed.id));
      const file = files.find((one) => String(one.index) === String(listed.id));
      const base = old ?? (file === undefined ? undefined : cdn.keep(file));
      if (base === undefined) throw apiErrors.invalidForm(`attachments: no file ${listed.id}`);
      const description = listed.description ?? base.description;
      return {
        ...base,
        ...(listed.is_spoiler === true && { flags: AttachmentFlags.IsSpoiler }),
        ...(description !== undefined && { description }),
      };
    });
  }

  return {
    id: options.id,

    apply(body) {
      const payload = (body.json ?? {}) as MessagePayload;
      const after = attachmentsAfter(payload, body);
      const nextContent = payload.content === undefined ? content : (payload.content ?? "");
      if (nextContent.length > 2000) throw apiErrors.invalidForm("content: over 2000 characters");
      const nextEmbeds = withAttachmentUrls(payload.embeds ?? embeds, after);
      const nextComponents = numbered(withAttachmentUrls(payload.components ?? components, after));
      if (!nextContent && after.length + nextEmbeds.length + nextComponents.length === 0) {
        throw new ApiError(400, 50_006, "Cannot send an empty message");
      }
      attachments = after;
      content = nextContent;
      embeds = nextEmbeds;
      components = nextComponents;
      // Whether a message is ephemeral is decided by the acknowledgement.
      const added = (payload.flags ?? 0) & ~MessageFlags.Ephemeral;
      flags = (flags | added) & ~MessageFlags.Loading;
      edited = new Date().toISOString();
    },

    remove: () => void (removed = true),
    get removed() {
      return removed;
    },

    seen: () => ({
      content,
      embeds,
      components,
      attachments: attachments.map((one) => ({
        name: one.filename,
        contentType: one.content_type ?? "",
        url: one.url,
        bytes: cdn.bytesOf(one.id),
        description: one.description,
        spoiler: ((one.flags ?? 0) & AttachmentFlags.IsSpoiler) !== 0,
      })),
      ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
      loading: (flags & MessageFlags.Loading) !== 0,
    }),

    asApi: () => ({
      id: options.id,
      channel_id: options.channelId,
      type: chatInputCommandReply,
      author: options.author,
      application_id: options.applicationId,
      webhook_id: options.applicationId,
      content,
      attachments,
      embeds,
      components,
      flags,
      timestamp: created,
      edited_timestamp: edited,
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      pinned: false,
      tts: false,
      ...(options.askedBy && {
        interaction_metadata: {
          id: options.id,
          type: 2,
          user: options.askedBy,
          authorizing_integration_owners: {},
        },
      }),
    }),
  };
}

/** Every component of a message that Discord shows has a number; it gives one to those that came without. */
function numbered(components: unknown[]): unknown[] {
  let last = 0;
  return JSON.parse(JSON.stringify(components), (_key, value: unknown) => {
    const isComponent = typeof value === "object" && value !== null && "type" in value;
    if (!isComponent) return value;
    const isSelect = value.type === ComponentType.StringSelect;
    return { id: (last += 1), ...(isSelect && { min_values: 1, max_values: 1 }), ...value };
  }) as unknown[];
}

/** Replaces every `attachment://name` by the URL of the file; a name without a file is refused, as Discord does. */
function withAttachmentUrls(parts: unknown[], attachments: readonly APIAttachment[]): unknown[] {
  return JSON.parse(JSON.stringify(parts), (_key, value: unknown) => {
    if (typeof value !== "string" || !value.startsWith("attachment://")) return value;
    const name = value.slice("attachment://".length);
    const file = attachments.find((one) => one.filename === name);
    if (file === undefined) throw apiErrors.invalidForm(`${value}: no such file`);
    return file.url;
  }) as unknown[];
}
