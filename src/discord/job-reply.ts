import { Routes } from "discord.js";
import type { RawFile, REST, RESTPatchAPIInteractionOriginalResponseJSONBody } from "discord.js";
import { resultButtons } from "../commands/results/result-buttons.ts";
import type { Clock } from "../core/clock.ts";
import { deadline } from "../core/deadline.ts";
import type { Sleep } from "../core/deadline.ts";
import { UpstreamError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import type { Quote, ReplyCoordinates, ReplyPort } from "../services/reply-port.ts";
import { textOf } from "../text/catalogue.ts";
import { discordFailure } from "./discord-error.ts";
import { errorText } from "./error-text.ts";
import { createInsist, tooLarge, unseen } from "./insist.ts";
import { createProgressLine } from "./progress-line.ts";
import type { ProgressLine } from "./progress-line.ts";
import { cancelRow, quoteMessage } from "./quote-card.ts";
import { progressText, resultText } from "./reply-text.ts";
import { showResultButton } from "./show-result-button.ts";

export interface JobReplyDeps {
  readonly rest: Pick<REST, "patch" | "post">;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Logger;
}

/** What is shown of a running job. */
interface Line {
  readonly line: ProgressLine;
  readonly diesAt: number;
  quote?: Quote;
}

interface Edit {
  readonly body: RESTPatchAPIInteractionOriginalResponseJSONBody;
  readonly files?: RawFile[];
}

interface LastWord {
  readonly build: () => Edit;
  readonly personId: string;
  /** What stands after the person's name in a message of its own. */
  readonly late: string;
  /** Of its file. */
  readonly bytes?: number;
}

/** What every channel takes: a message of the bot's own has no limit of a person's. */
const channelAttachmentLimit = 10 * 1024 * 1024;
const longestPostMs = 60_000;
/**
 * The replies of jobs, as edits of the message that the interaction was acknowledged with. Everything goes by the stored
 * coordinates and is an edit, never a new message: it works after a restart, and a repetition changes nothing.
 */
export function createJobReply(deps: JobReplyDeps): ReplyPort {
  const { rest, clock, sleep, log } = deps;
  const insist = createInsist({ sleep, log });
  const lines = new Map<string, Line>();

  async function edit(
    to: ReplyCoordinates,
    { body, files }: Edit,
    maxMs: number,
    stop?: AbortSignal,
  ): Promise<void> {
    const route = Routes.webhookMessage(to.applicationId, to.token, "@original");
    const signal = deadline(Math.ceil(maxMs), stop);
    await rest.patch(route, { body, ...(files && { files }), auth: false, signal });
  }

  /** The job's line. Lines stay until their token is dead, so that news after the final edit finds them closed. */
  function lineOf(to: ReplyCoordinates, jobId: string): Line {
    // A button gives the job a new reply, and that a line of its own.
    const key = `${jobId} ${to.token}`;
    const known = lines.get(key);
    if (known !== undefined) return known;
    for (const [id, other] of lines) if (other.diesAt < clock()) lines.delete(id);
    const progressLine = createProgressLine({
      send: (text) => sendProgress(to, jobId, text),
      intervalMs: limits.progressIntervalMs,
      clock,
      sleep,
    });
    const line: Line = { line: progressLine, diesAt: diesAt(to) };
    lines.set(key, line);
    return line;
  }

  /** A press gives a job another reply, which is the same message: no line of an older one may still write to it. */
  async function closeLines(jobId: string): Promise<void> {
    const own = [...lines].filter(([key]) => key.startsWith(`${jobId} `));
    await Promise.all(own.map(([, { line }]) => line.close()));
  }

  /** A progress edit that fails is not repeated: the next one says more. */
  async function sendProgress(to: ReplyCoordinates, jobId: string, text: string): Promise<boolean> {
    if (clock() >= diesAt(to)) return false;
    try {
      await edit(
        to,
        {
          body: {
            content: text,
            attachments: [],
            components: [cancelRow(textOf(to.locale), jobId)],
            allowed_mentions: { parse: [] },
          },
        },
        limits.progressEditMs,
      );
      return true;
    } catch (error) {
      const failure = discordFailure(error);
      log.info({ jobId, failure, err: error }, "A progress edit failed");
      return failure !== "gone" && failure !== "deleted";
    }
  }

  /**
   * The last word of a job, into its reply. Built anew for each try: discord.js may change what it is given.
   * @throws UpstreamError `REPLY_NOT_TAKEN`, fact `deleted`
   */
  async function deliver(
    to: ReplyCoordinates,
    jobId: string,
    build: () => Edit,
    signal?: AbortSignal,
  ): Promise<void> {
    lineOf(to, jobId);
    await closeLines(jobId);
    await insist(to, jobId, signal, async () => {
      const left = diesAt(to) - clock();
      if (left <= 0) throw unseen("its token is dead");
      await edit(to, build(), left, signal);
    });
  }

  /** A message of the bot's own, which Discord makes once however often it is asked for with the same nonce. */
  async function post(
    to: ReplyCoordinates,
    jobId: string,
    channelId: string,
    build: () => Edit,
    signal?: AbortSignal,
  ): Promise<void> {
    await insist(to, jobId, signal, async () => {
      const { body, files } = build();
      const message = { ...body, nonce: jobId, enforce_nonce: true };
      const patience = deadline(longestPostMs, signal);
      await rest.post(Routes.channelMessages(channelId), {
        body: message,
        ...(files && { files }),
        signal: patience,
      });
    });
  }

  /** The last word: into the reply, or, when that is dead, as a message in the channel that names who asked. */
  async function deliverOrPost(
    to: ReplyCoordinates,
    jobId: string,
    { build, personId, late, bytes = 0 }: LastWord,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    try {
      await deliver(to, jobId, build, signal);
    } catch (error) {
      const { channelId } = to;
      if (channelId === undefined || !isDeadReply(error)) throw error;
      if (bytes > channelAttachmentLimit) throw tooLarge(channelAttachmentLimit, bytes);
      const buildMessage = (): Edit => {
        const { body, files } = build();
        const content = `<@${personId}> ${late}\n${body.content ?? ""}`;
        const mentions = { parse: [], users: [personId] };
        return { body: { ...body, content, allowed_mentions: mentions }, ...(files && { files }) };
      };
      await post(to, jobId, channelId, buildMessage, signal);
    }
  }

  return {
    progress(to, jobId, news) {
      const shown = lineOf(to, jobId);
      if (news.quote) shown.quote = news.quote;
      shown.line.tell(progressText(textOf(to.locale), news, shown.quote));
    },

    async result(to, jobId, result, signal) {
      const bytes = result.file.length;
      if (bytes > to.attachmentLimit) throw tooLarge(to.attachmentLimit, bytes);
      const isPrivate = to.isPrivate === true;
      const text = textOf(to.locale);
      const { isStill, faces } = result;
      const description = isStill
        ? text.job.altTextStill(faces)
        : text.job.altText(result.frames, faces);
      const { name, contentType } = isStill ? pictureFile : gifFile;
      // Discord covers a file for this name, whatever it makes of the flag.
      const filename = result.spoiler ? `SPOILER_${name}` : name;
      const file = { id: "0", filename, description };
      const build = (): Edit => ({
        body: {
          content: resultText(text, result),
          attachments: [result.spoiler ? { ...file, is_spoiler: true } : file],
          components: [resultButtons(text, jobId, { price: result.price, isPrivate })],
          allowed_mentions: { parse: [] },
        },
        files: [{ name: filename, data: result.file, contentType }],
      });
      const { personId } = result;
      await deliverOrPost(to, jobId, { build, personId, late: text.job.late, bytes }, signal);
    },

    async quote(to, jobId, card, signal) {
      await deliver(to, jobId, () => quoteMessage(textOf(to.locale), jobId, card), signal);
    },

    async handOver(to, jobId, { placeUntil, workUntil }, signal) {
      const text = textOf(to.locale);
      const { stillWorking, stillInLine } = text.job;
      const build = () => ({
        body: {
          content: placeUntil === undefined ? stillWorking(workUntil) : stillInLine(placeUntil),
          components: [showResultButton(text, jobId)],
          allowed_mentions: { parse: [] },
        },
      });
      await deliver(to, jobId, build, signal);
    },

    async failure(to, jobId, failure, signal) {
      const text = textOf(to.locale);
      const sentence = errorText(text, failure.code, failure.facts, failure);
      const refused = failure.code === "NO_CREDITS" || failure.code === "ACCOUNT_FROZEN";
      const content = refused ? sentence : `${sentence}\n-# ${text.errors.costNothing}`;
      const build = () => ({
        body: { content, attachments: [], components: [], allowed_mentions: { parse: [] } },
      });
      const { personId } = failure;
      await deliverOrPost(to, jobId, { build, personId, late: text.job.lateFailure }, signal);
    },
  };
}

/** A reply that somebody deleted was not wanted there, and is not posted anew. */
function isDeadReply(error: unknown): boolean {
  return (
    error instanceof UpstreamError &&
    error.code === "REPLY_NOT_TAKEN" &&
    error.next === "give-up" &&
    error.facts["deleted"] !== true
  );
}

const gifFile = { name: "faceswap.gif", contentType: "image/gif" };
const pictureFile = { name: "faceswap.png", contentType: "image/png" };

const diesAt = (to: ReplyCoordinates) => to.createdAt + limits.interactionTokenMs;
