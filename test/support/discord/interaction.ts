import { InteractionResponseType, MessageFlags } from "discord.js";
import { apiErrors } from "./api-error.ts";
import { shownForm } from "./form.ts";
import type { ShownForm } from "./form.ts";
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

interface Choice {
  readonly name: string;
  readonly value: string | number;
}

interface FollowUp {
  readonly message: Message;
  readonly seen: SeenMessage;
  /** Who is pinged by it. */
  readonly pings: readonly string[];
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
  /** The form that opened before the person, in place of a reply. */
  readonly form: ShownForm | undefined;
  /** What was offered while the person typed. */
  readonly choices: readonly Choice[] | undefined;
  /** Further messages of the bot to this interaction, oldest first; `message` can be pressed. */
  readonly followUps: readonly FollowUp[];
  acked(): Promise<Acknowledgement>;
  /** The reply after its n-th edit (1 is the first). */
  edited(n?: number): Promise<SeenMessage>;
  /** The n-th further message (1 is the first). */
  followedUp(n?: number): Promise<FollowUp>;
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
  /** One more message; while the reply is still "thinking…", it becomes the reply. */
  followUp(body: RequestBody): Message;
  /** Changes one of the further messages, or the one whose component was pressed. */
  editFollowUp(messageId: string, body: RequestBody): Message;
  removeFollowUp(messageId: string): void;
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
  /** The person is still typing: only suggestions are an answer. */
  isTyping: boolean;
  /** The person sent a form. */
  isForm: boolean;
  /** Is the bot here by the person's own install alone? */
  isByPersonAlone: boolean;
}

interface CallbackData {
  flags?: number;
  choices?: readonly Choice[];
}

interface MessageCreate {
  content?: string;
  flags?: number;
  allowed_mentions?: { parse?: readonly string[]; users?: readonly string[] };
}

/** Whom a new message pings: who is named in it, as far as it may. */
function pingsOf({ content = "", allowed_mentions: allowed }: MessageCreate): string[] {
  const named = [...content.matchAll(/<@(\d+)>/g)].flatMap(([, id]) => id ?? []);
  if (allowed === undefined || allowed.parse?.includes("users")) return named;
  return named.filter((id) => allowed.users?.includes(id));
}

/** What Discord lets an app say after its answer where only the person installed it. */
const mostFollowUpsByPerson = 5;
const ackWindowMs = 3_000;
const tokenLifetimeMs = 15 * 60 * 1000;

export function createInteraction(options: InteractionOptions): Interaction {
  const sentAt = Date.now();
  let ack: Acknowledgement | undefined;
  let reply: Message | undefined;
  let expired = false;
  let form: ShownForm | undefined;
  let choices: readonly Choice[] | undefined;
  const edits: Edit[] = [];
  const followUps: { readonly message: Message; readonly pings: readonly string[] }[] = [];
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
    if (reply === undefined || reply.removed) throw apiErrors.unknownMessage();
    return reply;
  }

  function remove(): void {
    reply?.remove();
    reply = undefined;
    changed();
  }

  function further(messageId: string): Message {
    if (dead()) throw apiErrors.invalidWebhookToken();
    const all = [reply, options.pressedOn, ...followUps.map(({ message }) => message)];
    const found = all.find((message) => message?.id === messageId);
    if (found === undefined) throw apiErrors.unknownMessage();
    return found;
  }

  function edit(message: Message, body: RequestBody): Message {
    message.apply(body);
    if (message === reply) edits.push({ at: Date.now(), message: message.seen() });
    changed();
    return message;
  }

  const asSeen = (): FollowUp[] =>
    followUps.map(({ message, pings }) => ({ message, pings, seen: message.seen() }));

  const handle: InteractionHandle = {
    id: options.id,
    token: options.token,
    personId: options.personId,
    edits,
    get form() {
      return form;
    },
    get choices() {
      return choices;
    },
    get followUps() {
      return asSeen();
    },
    followedUp: (n = 1) => once(() => asSeen()[n - 1], `further message ${n}`),
    get message() {
      return reply;
    },
    get original() {
      return reply?.removed === true ? undefined : reply?.seen();
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
      const callback = body.json as { type: InteractionResponseType; data?: CallbackData };
      const isChoices =
        callback.type === InteractionResponseType.ApplicationCommandAutocompleteResult;
      if (isChoices !== options.isTyping) throw apiErrors.invalidForm(`type: ${callback.type}`);
      if (isChoices) choices = callback.data?.choices ?? [];
      if (callback.type === InteractionResponseType.Modal) {
        if (options.isForm) throw apiErrors.invalidForm("type: a form cannot open a form");
        form = shownForm.parse(callback.data);
      }
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
    edit: (body) => edit(current(), body),
    followUp(body) {
      if (dead()) throw apiErrors.invalidWebhookToken();
      if (ack === undefined || form !== undefined || choices !== undefined) {
        throw apiErrors.unknownWebhook();
      }
      if (reply?.seen().loading) return edit(reply, body);
      if (options.isByPersonAlone && followUps.length >= mostFollowUpsByPerson) {
        throw apiErrors.tooManyFollowUps();
      }
      const payload = body.json as MessageCreate;
      const message = options.createReply((payload.flags ?? 0) & MessageFlags.Ephemeral);
      message.apply(body);
      followUps.push({ message, pings: pingsOf(payload) });
      changed();
      return message;
    },
    editFollowUp: (messageId, body) => edit(further(messageId), body),
    removeFollowUp(messageId) {
      const message = further(messageId);
      if (message === reply) reply = undefined;
      const at = followUps.findIndex((one) => one.message === message);
      if (at >= 0) followUps.splice(at, 1);
      changed();
    },
    read: current,
    remove() {
      current();
      remove();
    },
  };
}
