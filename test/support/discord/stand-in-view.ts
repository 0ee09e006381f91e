import type { CdnFile } from "./cdn.ts";
import type { CommandRegistry } from "./command-registry.ts";
import type { Fault } from "./faults.ts";
import type { FieldValue } from "./form.ts";
import type { Gateway } from "./gateway.ts";
import type { RecordedRequest } from "./http-side.ts";
import type { Picked, SlashContext } from "./interaction-payload.ts";
import type { InteractionHandle } from "./interaction.ts";
import type { Message, SeenMessage } from "./message.ts";
import type { PostedMessage } from "./posted-message.ts";

/** A test's view of the whole of Discord. */
export interface DiscordStandIn extends AsyncDisposable {
  /** For `rest.api`: no version in it. */
  readonly apiUrl: string;
  readonly origin: string;
  /** What links to attachments begin with. */
  readonly cdnUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  /** A server that the bot is not in. */
  readonly foreignGuildId: string;
  readonly gateway: Omit<Gateway, "close" | "dispatch">;
  readonly commands: Pick<CommandRegistry, "list">;
  readonly requests: readonly RecordedRequest[];
  /** Push here what shall go wrong. */
  readonly faults: Fault[];
  /** Messages that the bot posted to channels, oldest first. */
  readonly posted: readonly { readonly channelId: string; readonly content: string }[];
  /** A person types a slash command, with its sub-command behind a space. Files become attachment options. */
  slash(
    name: string,
    options: Readonly<Record<string, string | number | boolean | Picked | CdnFile>>,
    context?: SlashContext,
  ): InteractionHandle;
  /** A person presses the button with this label on a reply; throws when they see no such button. */
  press(
    on: Pick<InteractionHandle, "message">,
    label: string,
    context?: SlashContext,
  ): InteractionHandle;
  /** A person chooses in the first select menu on a reply; throws when there is none, or it has no such value. */
  choose(
    on: Pick<InteractionHandle, "message">,
    value: string,
    context?: SlashContext,
  ): InteractionHandle;
  /** The bot's own messages in channels, to be pressed on. */
  ownMessages(): readonly { readonly channelId: string; readonly message: Message }[];
  /** A person types a slash command and is in the middle of one option. */
  type(
    name: string,
    options: Readonly<Record<string, string>>,
    focused: string,
    context?: SlashContext,
  ): InteractionHandle;
  /** A person picks a command in the menu of a message. */
  menu(name: string, on: PostedMessage, context?: SlashContext): InteractionHandle;
  /** A person fills in the form that opened, and sends it; throws where Discord would not let them. */
  submit(
    opened: InteractionHandle,
    values: Readonly<Record<string, FieldValue>>,
    context?: SlashContext,
  ): InteractionHandle;
  /** Messages of the bot's own, oldest first, one for each nonce. */
  channelMessages(): readonly SeenMessage[];
  /** Somebody posts a file somewhere; the answer is its link, which lasts `lifetimeMs`, a day unless told. */
  post(file: CdnFile, lifetimeMs?: number): string;
  /** Makes this the profile picture of a person, whatever its hash. */
  setPicture(personId: string, file: CdnFile): void;
  /** Delivers an interaction once more, as a gateway may after an outage. */
  redeliver(handle: InteractionHandle): void;
  /** What a sound bot never does: it called an unknown route, or left somebody without an answer. */
  problems(): readonly string[];
  close(): Promise<void>;
}
