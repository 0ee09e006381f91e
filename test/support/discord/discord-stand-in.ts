import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createCdn } from "./cdn.ts";
import type { CdnFile } from "./cdn.ts";
import { createCommandRegistry } from "./command-registry.ts";
import type { CommandRegistry } from "./command-registry.ts";
import type { Fault } from "./faults.ts";
import { createGateway } from "./gateway.ts";
import type { Gateway } from "./gateway.ts";
import { createHttpSide } from "./http-side.ts";
import type { RecordedRequest } from "./http-side.ts";
import { apiApplication, apiUser, slashPayload } from "./interaction-payload.ts";
import type { Picked, SlashContext, SlashOptionValue } from "./interaction-payload.ts";
import { createInteraction } from "./interaction.ts";
import type { Interaction, InteractionHandle } from "./interaction.ts";
import { createMessage } from "./message.ts";
import type { RequestBody } from "./request-body.ts";
import { createRest } from "./rest-routes.ts";
import { createSnowflakes } from "./snowflake.ts";

export interface DiscordStandIn extends AsyncDisposable {
  /** For `rest.api`: no version in it. */
  readonly apiUrl: string;
  readonly origin: string;
  /** What links to attachments begin with. */
  readonly cdnUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly gateway: Pick<Gateway, "connected" | "dropSockets" | "refuseToken" | "identified">;
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
  /** Somebody posts a file somewhere; the answer is its link, which lasts `lifetimeMs`, a day unless told. */
  post(file: CdnFile, lifetimeMs?: number): string;
  /** Delivers an interaction once more, as a gateway may after an outage. */
  redeliver(handle: InteractionHandle): void;
  /** What a sound bot never does: it called an unknown route, or left somebody without an answer. */
  problems(): readonly string[];
  close(): Promise<void>;
}

export interface DiscordStandInOptions {
  /** 0 takes any free port. */
  port?: number;
  /** How long handles wait for the bot; 20 s unless told. */
  patienceMs?: number;
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
  const posted: { channelId: string; content: string }[] = [];
  const interactions = new Map<string, Interaction>();
  const payloads = new Map<string, unknown>();
  const problems: string[] = [];

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
    postMessage,
  });
  const unexpected = (what: string) => void problems.push(what);
  server.on("request", createHttpSide({ origin, cdn, rest, faults, requests, unexpected }));

  function postMessage(channelId: string, body: RequestBody): Record<string, unknown> {
    const message = createMessage({
      cdn,
      id: nextId(),
      channelId,
      applicationId,
      author: botUser(),
      flags: 0,
      attachmentLimit: 10 * 1024 * 1024,
    });
    message.apply(body);
    posted.push({ channelId, content: message.seen().content });
    return { ...message.asApi(), type: 0 };
  }

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
    const payload = slashPayload(
      { id: commands.find(name.split(" ", 1)[0]).id, name },
      values,
      context,
      scene,
    );
    const interaction = createInteraction({
      id: payload.id,
      token: payload.token,
      createdAt: Date.now() - (context.ageMs ?? 0),
      patienceMs: options.patienceMs ?? 20_000,
      createReply: (flags) =>
        createMessage({
          cdn,
          id: nextId(),
          channelId: scene.channelId,
          applicationId,
          author: botUser(),
          flags,
          attachmentLimit: context.trueSizeLimit ?? payload.attachment_size_limit,
        }),
    });
    interactions.set(payload.id, interaction);
    payloads.set(payload.id, payload);
    gateway.dispatch("INTERACTION_CREATE", payload);
    return interaction.handle;
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
    gateway,
    commands,
    requests,
    faults,
    posted,
    slash,
    post: (file, lifetimeMs) => cdn.keep(file, lifetimeMs).url,
    redeliver: (handle) => gateway.dispatch("INTERACTION_CREATE", payloads.get(handle.id)),
    problems: () => {
      const silent = [...interactions.values()].filter(({ handle }) => !handle.answered);
      return [...problems, ...silent.map(({ handle }) => `${handle.id} was never answered`)];
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
