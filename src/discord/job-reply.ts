import { Routes } from "discord.js";
import type { RawFile, REST, RESTPatchAPIInteractionOriginalResponseJSONBody } from "discord.js";
import type { Clock } from "../core/clock.ts";
import { deadline } from "../core/deadline.ts";
import type { Sleep } from "../core/deadline.ts";
import { UpstreamError, UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import type { Quote, ReplyCoordinates, ReplyPort } from "../services/reply-port.ts";
import { discordFailure, loggable } from "./discord-error.ts";
import { errorText } from "./error-text.ts";
import { createProgressLine } from "./progress-line.ts";
import type { ProgressLine } from "./progress-line.ts";
import { progressText, resultAltText, resultText } from "./reply-text.ts";

export interface JobReplyDeps {
  readonly rest: Pick<REST, "patch">;
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

/**
 * Pauses before the 2nd, 3rd … try of a final edit, for hiccups. What lasts longer is the caller's to wait for: here the
 * GIF is in memory.
 */
const backOffMs = [1_000, 2_000, 4_000, 8_000];
/** Discord knows our acknowledgement within seconds; a webhook unknown for longer is dead. */
const tooEarlyTries = 3;

/**
 * The replies of jobs, as edits of the message that the interaction was acknowledged with. Everything goes by the stored
 * coordinates and is an edit, never a new message: it works after a restart, and a repetition changes nothing.
 */
export function createJobReply(deps: JobReplyDeps): ReplyPort {
  const { rest, clock, sleep, log } = deps;
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
    const known = lines.get(jobId);
    if (known !== undefined) return known;
    for (const [id, other] of lines) if (other.diesAt < clock()) lines.delete(id);
    const progressLine = createProgressLine({
      send: (text) => sendProgress(to, jobId, text),
      intervalMs: limits.progressIntervalMs,
      clock,
      sleep,
    });
    const line: Line = { line: progressLine, diesAt: diesAt(to) };
    lines.set(jobId, line);
    return line;
  }

  /** A progress edit that fails is not repeated: the next one says more. */
  async function sendProgress(to: ReplyCoordinates, jobId: string, text: string): Promise<boolean> {
    if (clock() >= diesAt(to)) return false;
    try {
      await edit(
        to,
        { body: { content: text, allowed_mentions: { parse: [] } } },
        limits.progressEditMs,
      );
      return true;
    } catch (error) {
      const failure = discordFailure(error);
      log.info({ jobId, failure, err: loggable(error) }, "A progress edit failed");
      return failure !== "gone" && failure !== "deleted";
    }
  }

  /** The last edit of a job. Built anew for each try: discord.js may change what it is given. */
  async function deliver(
    to: ReplyCoordinates,
    jobId: string,
    build: () => Edit,
    signal?: AbortSignal,
  ): Promise<void> {
    await lineOf(to, jobId).line.close();
    for (let tries = 1; ; tries += 1) {
      const left = diesAt(to) - clock();
      if (left <= 0) throw unseen("its token is dead");
      try {
        await edit(to, build(), left, signal);
        return;
      } catch (error) {
        signal?.throwIfAborted();
        const failure = discordFailure(error);
        const err = loggable(error);
        if (failure === undefined) throw error;
        if (failure === "too-large") throw tooLarge(to, undefined, error);
        if (failure === "deleted") {
          log.info({ jobId }, "The reply was deleted; nobody waits for it");
          return;
        }
        if (failure === "gone" || (failure === "too-early" && tries > tooEarlyTries)) {
          throw unseen("it cannot be edited any more", err);
        }
        const pause = backOffMs[tries - 1];
        if (pause === undefined || (failure !== "transient" && failure !== "too-early")) {
          const message = `Discord did not take the reply in ${tries} tries: ${failure}`;
          const next = failure === "transient" ? "wait" : "give-up";
          throw new UpstreamError("REPLY_NOT_TAKEN", { message, next, cause: err });
        }
        log.warn({ jobId, tries, pause, err }, "Discord did not take the reply; trying again");
        await sleep(pause, signal);
      }
    }
  }

  return {
    progress(to, jobId, news) {
      const shown = lineOf(to, jobId);
      if (news.quote) shown.quote = news.quote;
      shown.line.tell(progressText(news, shown.quote));
    },

    async result(to, jobId, result, signal) {
      const bytes = result.gif.length;
      if (bytes > to.attachmentLimit) throw tooLarge(to, bytes);
      const build = () => ({
        body: {
          content: resultText(result),
          attachments: [{ id: "0", filename: fileName, description: resultAltText(result) }],
          allowed_mentions: { parse: [] },
        },
        files: [{ name: fileName, data: result.gif, contentType: "image/gif" }],
      });
      await deliver(to, jobId, build, signal);
    },

    async failure(to, jobId, failure, signal) {
      const text = errorText(failure.code, failure.facts, failure);
      const refused = failure.code === "NO_CREDITS" || failure.code === "ACCOUNT_FROZEN";
      const free = refused ? "" : "\n-# This cost you nothing.";
      const content = text + free;
      const build = () => ({
        body: { content, attachments: [], allowed_mentions: { parse: [] } },
      });
      await deliver(to, jobId, build, signal);
    },
  };
}

/** Whoever paid for this reply will not see it. */
function unseen(why: string, cause?: unknown): UpstreamError {
  const message = `Nobody will see the reply: ${why}.`;
  return new UpstreamError("REPLY_NOT_TAKEN", { message, next: "give-up", cause });
}

const fileName = "faceswap.gif";

const diesAt = (to: ReplyCoordinates) => to.createdAt + limits.interactionTokenMs;

function tooLarge(to: ReplyCoordinates, bytes: number | undefined, cause?: unknown): UserError {
  const facts = { limit: to.attachmentLimit, ...(bytes !== undefined && { bytes }) };
  return new UserError("RESULT_TOO_LARGE", { facts, cause: loggable(cause) });
}
