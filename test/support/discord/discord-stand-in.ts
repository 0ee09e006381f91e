import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MessageFlags } from "discord.js";
import { apiApplication } from "./api-application.ts";
import { createCdn } from "./cdn.ts";
import type { CdnFile } from "./cdn.ts";
import { createCommandRegistry } from "./command-registry.ts";
import type { Fault } from "./faults.ts";
import { findButton, findSelect } from "./find-component.ts";
import { createGateway } from "./gateway.ts";
import { createHttpSide } from "./http-side.ts";
import type { RecordedRequest } from "./http-side.ts";
import {
  apiUser,
  buttonPayload,
  formPayload,
  messageCommandPayload,
  personOf,
  slashPayload,
  typingPayload,
} from "./interaction-payload.ts";
import { postedMessage } from "./posted-message.ts";
import type { PostedMessage } from "./posted-message.ts";
import { submittedForm } from "./form.ts";
import type { FieldValue } from "./form.ts";
import type { Picked, SlashContext, SlashOptionValue } from "./interaction-payload.ts";
import { createInteraction } from "./interaction.ts";
import type { Interaction, InteractionHandle } from "./interaction.ts";
import { createMessage } from "./message.ts";
import type { Message } from "./message.ts";
import type { RequestBody } from "./request-body.ts";
import { createMessageRegistry } from "./message-registry.ts";
import { createRest } from "./rest-routes.ts";
import { selectPayload } from "./select-payload.ts";
import { createSnowflakes } from "./snowflake.ts";
import type { DiscordStandIn } from "./stand-in-view.ts";

export type { DiscordStandIn } from "./stand-in-view.ts";

export interface DiscordStandInOptions {
  /** 0 takes any free port. */
  port?: number;
  /** How long handles wait for the bot; 20 s unless told. */
  patienceMs?: number;
}

/** What every interaction has, whatever its kind. */
interface Payload {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly attachment_size_limit: number;
}

/** Starts Discord on the loopback: REST, gateway and CDN on one port. */
export async function startDiscordStandIn(
  options: DiscordStandInOptions = {},
): Promise<DiscordStandIn> {
  const nextId = createSnowflakes();
  const token = `${nextId()}.stand-in.bot-token`;
  const scene = {
    applicationId: nextId(),
    guildId: nextId(),
    foreignGuildId: nextId(),
    channelId: nextId(),
    nextId,
  };
  const { applicationId, guildId } = scene;
  const requests: RecordedRequest[] = [];
  const faults: Fault[] = [];
  const interactions = new Map<string, Interaction>();
  const payloads = new Map<string, unknown>();
  /** The message on which something was pressed, by the interaction. */
  const openedOn = new Map<string, Message>();
  const problems: string[] = [];
  const messages = createMessageRegistry();
  const ownMessages = new Map<string, { channelId: string; message: Message }>();

  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  const cdn = createCdn(origin, nextId);
  const commands = createCommandRegistry(applicationId, nextId);
  const botUser = () => apiUser(applicationId, "stand-in", true);
  const application = () => apiApplication(applicationId, botUser());
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway/`;
  const gateway = createGateway({
    server,
    token,
    nextId,
    resumeUrl: gatewayUrl,
    ready: () => ({
      v: 10,
      user: botUser(),
      guilds: [{ id: guildId, unavailable: true }],
      application: { id: applicationId, flags: 0 },
      shard: [0, 1],
    }),
  });
  const rest = createRest({
    token,
    application,
    gatewayUrl,
    botUser,
    cdn,
    commands,
    interactions,
    messages,
    postMessage,
  });
  const unexpected = (what: string) => void problems.push(what);
  server.on("request", createHttpSide({ origin, cdn, rest, faults, requests, unexpected }));

  function slash(
    name: string,
    given: Readonly<Record<string, string | number | boolean | Picked | CdnFile>>,
    context: SlashContext = {},
  ): InteractionHandle {
    const values: Record<string, SlashOptionValue> = {};
    for (const [key, value] of Object.entries(given)) {
      values[key] =
        typeof value === "object" && "bytes" in value
          ? { attachment: cdn.keep(value, context.linkLifetimeMs) }
          : value;
    }
    const { id } = commands.find(name.split(" ", 1)[0]);
    return send(slashPayload({ id, name }, values, context, scene), context);
  }

  function press(
    on: Pick<InteractionHandle, "message">,
    label: string,
    context: SlashContext = {},
  ): InteractionHandle {
    const { message } = on;
    const button = findButton(message?.seen().components ?? [], label);
    if (!message || !button) throw new Error(`there is no button "${label}" to be pressed`);
    const there = { channelId: String(message.asApi()["channel_id"]), ...context };
    const payload = buttonPayload(button.custom_id, message.asApi(), there, scene);
    return send(payload, there, message);
  }

  function choose(
    on: Pick<InteractionHandle, "message">,
    value: string,
    context: SlashContext = {},
  ): InteractionHandle {
    const { message } = on;
    const select = findSelect(message?.seen().components ?? [], value);
    if (!message || !select) throw new Error(`there is nothing to choose "${value}" in`);
    const there = { channelId: String(message.asApi()["channel_id"]), ...context };
    const payload = selectPayload(select.custom_id, [value], message.asApi(), there, scene);
    return send(payload, there, message);
  }

  function type(
    name: string,
    typed: Readonly<Record<string, string>>,
    focused: string,
    context: SlashContext = {},
  ): InteractionHandle {
    const { id } = commands.find(name.split(" ", 1)[0]);
    return send(typingPayload({ id, name }, typed, focused, context, scene), context);
  }

  function menu(name: string, on: PostedMessage, context: SlashContext = {}): InteractionHandle {
    const message = postedMessage(on, scene);
    return send(messageCommandPayload(commands.find(name), message, context, scene), context);
  }

  function submit(
    opened: InteractionHandle,
    values: Readonly<Record<string, FieldValue>>,
    context: SlashContext = {},
  ): InteractionHandle {
    if (!opened.form) throw new Error("no form opened");
    const data = submittedForm(opened.form, values, cdn);
    const from = openedOn.get(opened.id);
    return send(formPayload(data, from?.asApi(), context, scene), context, from);
  }

  function send(payload: Payload, context: SlashContext, pressedOn?: Message): InteractionHandle {
    const attachmentLimit = context.trueSizeLimit ?? payload.attachment_size_limit;
    const interaction = createInteraction({
      id: payload.id,
      token: payload.token,
      personId: personOf(context).id,
      createdAt: Date.now() - (context.ageMs ?? 0),
      patienceMs: options.patienceMs ?? 20_000,
      createReply: (flags) =>
        newMessage(
          context.channelId ?? scene.channelId,
          flags | forcedFlags(context),
          attachmentLimit,
          context,
        ),
      isByPersonAlone: ["user-install", "group-dm"].includes(context.place ?? "guild"),
      isTyping: payload.type === 4,
      isForm: payload.type === 5,
      ...(pressedOn && { pressedOn }),
    });
    if (pressedOn) openedOn.set(payload.id, pressedOn);
    interactions.set(payload.id, interaction);
    payloads.set(payload.id, payload);
    gateway.dispatch("INTERACTION_CREATE", payload);
    return interaction.handle;
  }

  function newMessage(
    channelId: string,
    flags: number,
    attachmentLimit: number,
    answers?: SlashContext,
  ): Message {
    const author = botUser();
    const person = answers && personOf(answers);
    const message = createMessage({
      cdn,
      id: nextId(),
      channelId,
      applicationId,
      author,
      flags,
      attachmentLimit,
      ...(person && { askedBy: apiUser(person.id, person.name) }),
    });
    messages.add(message, answers?.place ?? "guild");
    return message;
  }

  /** One message a nonce, as `enforce_nonce` wants it. */
  function postMessage(channelId: string, body: RequestBody): Record<string, unknown> {
    const { nonce = nextId() } = (body.json ?? {}) as { nonce?: string };
    let message = ownMessages.get(nonce)?.message;
    if (!message) {
      message = newMessage(channelId, 0, 10 * 1024 * 1024);
      message.apply(body);
      ownMessages.set(nonce, { channelId, message });
    }
    return { ...message.asApi(), type: 0 };
  }

  async function close(): Promise<void> {
    await gateway.close();
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  }

  return {
    apiUrl: `${origin}/api`,
    origin,
    cdnUrl: `${origin}/cdn`,
    token,
    applicationId,
    guildId,
    foreignGuildId: scene.foreignGuildId,
    gateway,
    commands,
    requests,
    faults,
    get posted() {
      return [...ownMessages.values()].map(({ channelId, message }) => ({
        channelId,
        content: message.seen().content,
      }));
    },
    slash,
    press,
    choose,
    ownMessages: () => [...ownMessages.values()],
    type,
    menu,
    submit,
    channelMessages: () => [...ownMessages.values()].map(({ message }) => message.seen()),
    post: (file, lifetimeMs) => cdn.keep(file, lifetimeMs).url,
    setPicture: (personId, file) => cdn.setPicture(personId, file),
    redeliver: (handle) => gateway.dispatch("INTERACTION_CREATE", payloads.get(handle.id)),
    problems: () => {
      const silent = [...interactions.values()].filter(({ handle }) => !handle.answered);
      return [...problems, ...silent.map(({ handle }) => `${handle.id} was never answered`)];
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Where external apps may not speak for all to see, Discord shows their answers to the person alone. */
function forcedFlags({ mayUseExternalApps = true }: SlashContext): number {
  return mayUseExternalApps ? 0 : MessageFlags.Ephemeral;
}
