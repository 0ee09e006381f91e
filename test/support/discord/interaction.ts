import { InteractionResponseType, MessageFlags } from "discord.js";
import { apiErrors } from "./api-error.ts";
import type { Message, SeenMessage } from "./message.ts";
import type { RequestBody } from "./request-body.ts";

/** How Discord heard from the bot first. */
interface Acknowledgement {
  readonly type: number;
  readonly ephemeral: boolean;
  /** Milliseconds from the sending of the interaction to the bot's callback. */
  readonly afterMs: number;
}

/** One accepted change of the reply: when it came, and what the person saw after it. */
interface Edit {
  readonly at: number;
  readonly message: SeenMessage;
}

/** A test's view of one interaction. */
export interface InteractionHandle {
  readonly id: string;
  readonly token: string;
  readonly personId: string;
  /** The reply as the person sees it now; undefined before the ack and after it was deleted. */
  readonly original: SeenMessage | undefined;
  /** The reply as Discord keeps it. */
  readonly message: Message | undefined;
  readonly ephemeral: boolean;
  /** Has the bot acknowledged it? */
  readonly answered: boolean;
  readonly edits: readonly Edit[];
  acked(): Promise<Acknowledgement>;
  /** The reply after its n-th edit (1 is the first). */
  edited(n?: number): Promise<SeenMessage>;
  /** The reply as soon as it looks like this. */
  shows(wanted: (message: SeenMessage) => boolean): Promise<SeenMessage>;
  /** Calls `see` after every change of the reply, for who wants to follow it. */
  watch(see: (message: SeenMessage) => void): void;
  /** Ends the token, as 15 minutes do. */
  expire(): void;
  /** The person deletes the reply. */
  deleteReply(): void;
}

/** What the REST routes do to one interaction. */
export interface Interaction {
  readonly handle: InteractionHandle;
  acknowledge(body: RequestBody): void;
  edit(body: RequestBody): Message;
  read(): Message;
  remove(): void;
}

export interface InteractionOptions {
  id: string;
  token: string;
  personId: string;
  /** Unix milliseconds of the person's act. */
  createdAt: number;
  /** How long `acked`, `edited` and `shows` wait before they fail. */
  patienceMs: number;
  createReply: (flags: number) => Message;
  /** The message of the component that was pressed. */
  pressedOn?: Message;
}

const ackWindowMs = 3_000;
const tokenLifetimeMs = 15 * 60 * 1000;

export function createInteraction(options: InteractionOptions): Interaction {
  const sentAt = Date.now();
  let ack: Acknowledgement | undefined;
  let reply: Message | undefined;
  let expired = false;
  const edits: Edit[] = [];
  const watchers = new Set<() => void>();

  function changed(): void {
    for (const look of watchers) look();
  }

  /** Waits until `find` finds something, looking again after every change. */
  async function once<T>(find: () => T | undefined, what: string): Promise<T> {
    const seen = find();
    if (seen !== undefined) return seen;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(look);
        const now = reply === undefined ? "no reply" : JSON.stringify(reply.seen().content);
        reject(new Error(`${what}: not within ${options.patienceMs} ms; the person sees ${now}`));
      }, options.patienceMs);
      function look(): void {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        watchers.delete(look);
        resolve(found);
      }
      watchers.add(look);
    });
  }

  const dead = () => expired || Date.now() - options.createdAt > tokenLifetimeMs;

  function current(): Message {
    if (dead()) throw apiErrors.invalidWebhookToken();
    if (ack === undefined) throw apiErrors.unknownWebhook();
    if (reply === undefined) throw apiErrors.unknownMessage();
    return reply;
  }

  function remove(): void {
    reply = undefined;
    changed();
  }

  const handle: InteractionHandle = {
    id: options.id,
    token: options.token,
    personId: options.personId,
    edits,
    get message() {
      return reply;
    },
    get original() {
      return reply?.seen();
    },
    get ephemeral() {
      return ack?.ephemeral ?? false;
    },
    get answered() {
      return ack !== undefined;
    },
    acked: () => once(() => ack, "the ack"),
    edited: (n = 1) => once(() => edits[n - 1]?.message, `edit ${n}`),
    shows: (wanted) =>
      once(() => {
        const message = reply?.seen();
        return message !== undefined && wanted(message) ? message : undefined;
      }, "the wanted reply"),
    watch(see) {
      watchers.add(() => {
        if (reply !== undefined) see(reply.seen());
      });
    },
    expire() {
      expired = true;
    },
    deleteReply: remove,
  };

  return {
    handle,
    acknowledge(body) {
      if (ack !== undefined) throw apiErrors.alreadyAcknowledged();
      if (dead() || Date.now() - options.createdAt > ackWindowMs) {
        throw apiErrors.unknownInteraction();
      }
      const callback = body.json as { type: InteractionResponseType; data?: { flags?: number } };
      const ephemeral = ((callback.data?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
      const kept = ephemeral ? MessageFlags.Ephemeral : 0;
      if (callback.type === InteractionResponseType.DeferredChannelMessageWithSource) {
        reply = options.createReply(kept | MessageFlags.Loading);
      }
      if (callback.type === InteractionResponseType.DeferredMessageUpdate) {
        reply = options.pressedOn;
      }
      if (callback.type === InteractionResponseType.ChannelMessageWithSource) {
        const message = options.createReply(kept);
        message.apply({ json: callback.data, files: body.files });
        reply = message;
      }
      ack = { type: callback.type, ephemeral, afterMs: Date.now() - sentAt };
      changed();
    },
    edit(body) {
      const message = current();
      message.apply(body);
      edits.push({ at: Date.now(), message: message.seen() });
      changed();
      return message;
    },
    read: current,
    remove() {
      current();
      remove();
    },
  };
}
