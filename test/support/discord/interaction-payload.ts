import { PermissionFlagsBits } from "discord.js";
import type { APIAttachment } from "discord.js";

/** Where a person types: a server with the bot, its DM, a server with only the person's own install, a group DM. */
export type Place = "guild" | "bot-dm" | "user-install" | "group-dm";

export interface SlashContext {
  /** "guild" unless told. */
  place?: Place;
  user?: { id: string; name: string };
  /** The person's roles in the server. */
  roles?: readonly string[];
  /** What the person may do in the server; besides using commands, nothing unless told. */
  memberPermissions?: bigint;
  /** Is the channel for adults? Discord does not say so of threads. */
  isAgeRestricted?: boolean;
  /** The channel that the thread hangs on. */
  threadOf?: string;
  /** Another server that the bot is in. */
  guildId?: string;
  /** Where it happens; the scene's own channel unless told. */
  channelId?: string;
  /** Does the person boost the server? */
  isBooster?: boolean;
  /** False in a server that does not let its members use external apps for all to see. */
  mayUseExternalApps?: boolean;
  locale?: string;
  /** The server's own language. */
  guildLocale?: string;
  attachmentSizeLimit?: number;
  /** What the place really takes, where that is less than what it says. */
  trueSizeLimit?: number;
  appPermissions?: bigint;
  /** How long ago the command was typed, for what arrives late. */
  ageMs?: number;
  /** How long the links of attachment options last. */
  linkLifetimeMs?: number;
}

export interface Scene {
  applicationId: string;
  guildId: string;
  /** A server that the bot is not in. */
  foreignGuildId: string;
  channelId: string;
  nextId: (unixMs?: number) => string;
}

/** Somebody or something of the server that an option picks. */
export type Picked =
  | {
      readonly member: string;
      readonly roles?: readonly string[];
      readonly isBooster?: boolean;
      /** The hash of their profile picture; none unless told. */
      readonly avatar?: string;
      readonly isBot?: boolean;
    }
  /** Somebody who is not in the server. */
  | { readonly stranger: string; readonly avatar?: string }
  | { readonly role: string }
  | { readonly channel: string };

export type SlashOptionValue =
  | string
  | number
  | boolean
  | Picked
  | { readonly attachment: APIAttachment };

const optionType = {
  subcommand: 1,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  attachment: 11,
};
const mebibyte = 1024 * 1024;

/** The `user` object of Discord's API. */
export function apiUser(id: string, name: string, bot = false): Record<string, unknown> {
  return {
    id,
    username: name,
    discriminator: "0",
    global_name: name,
    avatar: null,
    primary_guild: null,
    bot,
    public_flags: 0,
    flags: 0,
  };
}

/** What of the payload depends on the place. */
function placeFields(context: SlashContext, user: Record<string, unknown>, scene: Scene) {
  const { place = "guild", roles = [], isBooster = false, guildLocale = "en-US" } = context;
  const userId = String(user["id"]);
  if (place === "bot-dm") {
    return { user, context: 1, channel: { type: 1 }, authorizing_integration_owners: { 0: "0" } };
  }
  if (place === "group-dm") {
    return {
      user,
      context: 2,
      channel: { type: 3 },
      authorizing_integration_owners: { 1: userId },
    };
  }
  const ownGuildId = context.guildId ?? scene.guildId;
  const guildId = place === "guild" ? ownGuildId : scene.foreignGuildId;
  return {
    context: 0,
    channel: { type: 0, guild_id: guildId, name: "general" },
    guild_id: guildId,
    guild: { id: guildId, locale: guildLocale, features: [] },
    guild_locale: guildLocale,
    member: {
      user,
      ...memberFields(roles, isBooster),
      permissions: String(permissionsOf(context)),
      deaf: false,
      mute: false,
    },
    authorizing_integration_owners: place === "guild" ? { 0: guildId } : { 1: userId },
  };
}

function permissionsOf({
  memberPermissions = 0n,
  mayUseExternalApps = true,
}: SlashContext): bigint {
  const external = mayUseExternalApps ? PermissionFlagsBits.UseExternalApps : 0n;
  return PermissionFlagsBits.UseApplicationCommands | external | memberPermissions;
}

/** What the payload says about a member, whether they type or are picked. */
function memberFields(roles: readonly string[], isBooster: boolean) {
  return {
    roles,
    permissions: String(PermissionFlagsBits.UseApplicationCommands),
    joined_at: "2024-01-01T00:00:00.000000+00:00",
    premium_since: isBooster ? "2025-01-01T00:00:00.000000+00:00" : null,
    nick: null,
    avatar: null,
    pending: false,
    flags: 0,
  };
}

function option(name: string, value: SlashOptionValue) {
  if (typeof value === "string") return { name, type: optionType.string, value };
  if (typeof value === "number") return { name, type: optionType.integer, value };
  if (typeof value === "boolean") return { name, type: optionType.boolean, value };
  if ("attachment" in value)
    return { name, type: optionType.attachment, value: value.attachment.id };
  if ("member" in value) return { name, type: optionType.user, value: value.member };
  if ("stranger" in value) return { name, type: optionType.user, value: value.stranger };
  if ("role" in value) return { name, type: optionType.role, value: value.role };
  return { name, type: optionType.channel, value: value.channel };
}

/** What Discord sends along about everything that the options pick. */
function resolved(values: readonly SlashOptionValue[]) {
  const picked = values.filter((value) => typeof value === "object");
  const found: Record<string, Record<string, unknown>> = {};
  const add = (kind: string, id: string, what: unknown) => {
    found[kind] = { ...found[kind], [id]: what };
  };
  for (const value of picked) {
    if ("attachment" in value) add("attachments", value.attachment.id, value.attachment);
    else if ("role" in value) add("roles", value.role, { id: value.role, name: "a role" });
    else if ("channel" in value) {
      add("channels", value.channel, { id: value.channel, name: "log", type: 0, permissions: "0" });
    } else if ("member" in value) {
      add("users", value.member, {
        ...apiUser(value.member, "picked", value.isBot),
        avatar: value.avatar ?? null,
      });
      add("members", value.member, memberFields(value.roles ?? [], value.isBooster ?? false));
    } else {
      const user = apiUser(value.stranger, "stranger");
      add("users", value.stranger, { ...user, avatar: value.avatar ?? null });
    }
  }
  return found;
}

/** The `d` of INTERACTION_CREATE for a slash command. */
export function slashPayload(
  command: { id: string; name: string },
  options: Readonly<Record<string, SlashOptionValue>>,
  context: SlashContext,
  scene: Scene,
) {
  const given = Object.entries(options).map(([name, value]) => option(name, value));
  const [, subcommand] = command.name.split(" ");
  return {
    ...commonFields(context, scene),
    type: 2,
    data: {
      id: command.id,
      name: command.name.split(" ", 1)[0],
      type: 1,
      options:
        subcommand === undefined
          ? given
          : [{ name: subcommand, type: optionType.subcommand, options: given }],
      resolved: resolved(Object.values(options)),
    },
  };
}

/** The `d` of INTERACTION_CREATE for a pressed button. */
export function buttonPayload(
  customId: string,
  message: Record<string, unknown>,
  context: SlashContext,
  scene: Scene,
) {
  return {
    ...commonFields(context, scene),
    type: 3,
    message,
    data: { custom_id: customId, component_type: 2, id: 1 },
  };
}

/** The `d` of INTERACTION_CREATE while a slash command is typed: `focused` is the option that has the cursor. */
export function typingPayload(
  command: { id: string; name: string },
  options: Readonly<Record<string, SlashOptionValue>>,
  focused: string,
  context: SlashContext,
  scene: Scene,
) {
  const { data, ...rest } = slashPayload(command, options, context, scene);
  const marked = (one: object): object => {
    if ("options" in one && Array.isArray(one.options)) {
      return { ...one, options: one.options.map(marked) };
    }
    return "name" in one && one.name === focused ? { ...one, focused: true } : one;
  };
  return { ...rest, type: 4, data: marked(data) };
}

/** The `d` of INTERACTION_CREATE for a command in the menu of a message. */
export function messageCommandPayload(
  command: { id: string; name: string },
  message: Record<string, unknown> & { readonly id: string },
  context: SlashContext,
  scene: Scene,
) {
  return {
    ...commonFields(context, scene),
    type: 2,
    data: {
      ...command,
      type: 3,
      target_id: message.id,
      resolved: { messages: { [message.id]: message } },
    },
  };
}

/** The `d` of INTERACTION_CREATE for a form that was sent, from the message whose component opened it if there is one. */
export function formPayload(
  data: Record<string, unknown>,
  message: Record<string, unknown> | undefined,
  context: SlashContext,
  scene: Scene,
) {
  return { ...commonFields(context, scene), type: 5, data, ...(message && { message }) };
}

/** Ada unless told. */
export function personOf({ user }: SlashContext): { id: string; name: string } {
  return user ?? { id: "301111111111111111", name: "Ada" };
}

function channelFields({ isAgeRestricted = false, threadOf }: SlashContext) {
  return threadOf === undefined
    ? { nsfw: isAgeRestricted }
    : { type: 11, parent_id: threadOf, thread_metadata: { archived: false } };
}

/** What every interaction says. */
export function commonFields(context: SlashContext, scene: Scene) {
  const user = personOf(context);
  const { channel, ...where } = placeFields(context, apiUser(user.id, user.name), scene);
  const appPermissions =
    context.appPermissions ?? PermissionFlagsBits.AttachFiles | PermissionFlagsBits.EmbedLinks;
  const id = scene.nextId(Date.now() - (context.ageMs ?? 0));
  return {
    id,
    application_id: scene.applicationId,
    token: `token-of-${id}`,
    version: 1,
    channel_id: context.channelId ?? scene.channelId,
    channel: { id: context.channelId ?? scene.channelId, ...channel, ...channelFields(context) },
    ...where,
    app_permissions: String(appPermissions),
    locale: context.locale ?? "en-US",
    entitlements: [],
    attachment_size_limit: context.attachmentSizeLimit ?? 10 * mebibyte,
  };
}
