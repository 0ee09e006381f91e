import { apiErrors } from "./api-error.ts";
import type { Cdn } from "./cdn.ts";
import type { CommandRegistry } from "./command-registry.ts";
import type { Interaction } from "./interaction.ts";
import type { MessageRegistry } from "./message-registry.ts";
import type { RequestBody } from "./request-body.ts";

export interface RestRequest {
  readonly method: string;
  /** Below `/api/v10`, `%40` decoded. */
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: RequestBody;
}

/** `body: undefined` is a bare 204: one with a content type makes discord.js parse nothing as JSON. */
export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface RestDeps {
  token: string;
  gatewayUrl: () => string;
  botUser: () => Record<string, unknown>;
  application: () => Record<string, unknown>;
  cdn: Pick<Cdn, "refresh">;
  commands: CommandRegistry;
  interactions: ReadonlyMap<string, Interaction>;
  messages: Pick<MessageRegistry, "reach">;
  /** Puts the bot's message into a channel; the answer is the message object. */
  postMessage: (channelId: string, body: RequestBody) => Record<string, unknown>;
}

type Handler = (request: RestRequest, parts: readonly string[]) => RestAnswer;
type Route = readonly [method: string, path: RegExp, handler: Handler];

const ok = (body: unknown): RestAnswer => ({ status: 200, body });
const done: RestAnswer = { status: 204, body: undefined };

/** The REST side of the stand-in: what an interactions-only bot calls. */
export function createRest(deps: RestDeps): (request: RestRequest) => RestAnswer {
  const { commands } = deps;

  /** Who calls with the bot token; answers to interactions carry theirs in the path instead. */
  function asBot(handler: Handler): Handler {
    return (request, parts) => {
      if (request.authorization !== `Bot ${deps.token}`) throw apiErrors.unauthorized();
      return handler(request, parts);
    };
  }

  function byToken(token: string | undefined): Interaction {
    const found = [...deps.interactions.values()].find((one) => one.handle.token === token);
    if (found === undefined) throw apiErrors.unknownWebhook();
    return found;
  }

  const acknowledge: Handler = ({ body }, [id, token]) => {
    const interaction = deps.interactions.get(id ?? "");
    if (interaction?.handle.token !== token) throw apiErrors.unknownInteraction();
    interaction.acknowledge(body);
    return done;
  };

  const gateway: Handler = () =>
    ok({
      url: deps.gatewayUrl(),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: 999,
        reset_after: 3_600_000,
        max_concurrency: 1,
      },
    });

  const refreshUrls: Handler = ({ body }) => {
    const links = (body.json as { attachment_urls: string[] }).attachment_urls;
    return ok({
      refreshed_urls: links.map((original) => ({
        original,
        refreshed: deps.cdn.refresh(original),
      })),
    });
  };

  const channelMessage = /^\/channels\/(\d+)\/messages\/(\d+)$/;
  const editMessage: Handler = ({ body }, [channelId = "", messageId = ""]) => {
    const message = deps.messages.reach(channelId, messageId);
    message.apply(body);
    return ok({ ...message.asApi(), type: 0 });
  };
  const deleteMessage: Handler = (_, [channelId = "", messageId = ""]) => {
    deps.messages.reach(channelId, messageId).remove();
    return done;
  };

  const original = "^/webhooks/\\d+/([^/]+)/messages/@original$";
  const furtherMessage = /^\/webhooks\/\d+\/([^/]+)\/messages\/(\d+)$/;
  const commandList = /^\/applications\/\d+(?:\/guilds\/(\d+))?\/commands$/;
  const routes: readonly Route[] = [
    ["GET", /^\/gateway\/bot$/, asBot(gateway)],
    ["GET", /^\/users\/@me$/, asBot(() => ok(deps.botUser()))],
    ["POST", /^\/interactions\/(\d+)\/([^/]+)\/callback$/, acknowledge],
    ["GET", new RegExp(original), (_, [token]) => ok(byToken(token).read().asApi())],
    ["PATCH", new RegExp(original), ({ body }, [token]) => ok(byToken(token).edit(body).asApi())],
    [
      "DELETE",
      new RegExp(original),
      (_, [token]) => {
        byToken(token).remove();
        return done;
      },
    ],
    [
      "POST",
      /^\/webhooks\/\d+\/([^/]+)$/,
      ({ body }, [token]) => ok(byToken(token).followUp(body).asApi()),
    ],
    ["PATCH", channelMessage, asBot(editMessage)],
    ["DELETE", channelMessage, asBot(deleteMessage)],
    [
      "PATCH",
      furtherMessage,
      ({ body }, [token, id = ""]) => ok(byToken(token).editFollowUp(id, body).asApi()),
    ],
    [
      "DELETE",
      furtherMessage,
      (_, [token, id = ""]) => {
        byToken(token).removeFollowUp(id);
        return done;
      },
    ],
    ["GET", commandList, asBot((_, [guildId]) => ok(commands.list(guildId)))],
    [
      "PUT",
      commandList,
      asBot(({ body }, [guildId]) => ok(commands.overwrite(guildId, body.json))),
    ],
    [
      "POST",
      /^\/channels\/(\d+)\/messages$/,
      asBot(({ body }, [channelId = ""]) => ok(deps.postMessage(channelId, body))),
    ],
    ["POST", /^\/attachments\/refresh-urls$/, asBot(refreshUrls)],
    ["GET", /^\/applications\/@me$/, asBot(() => ok(deps.application()))],
  ];

  return (request) => {
    for (const [method, path, handler] of routes) {
      const match = path.exec(request.path);
      if (method === request.method && match) return handler(request, match.slice(1));
    }
    throw apiErrors.unknownRoute();
  };
}
