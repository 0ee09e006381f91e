import type { Sleep } from "../core/deadline.ts";
import { UpstreamError, UserError } from "../core/errors.ts";
import type { ErrorFacts } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { ReplyCoordinates } from "../services/reply-port.ts";
import { discordFailure } from "./discord-error.ts";

/**
 * Pauses before the 2nd, 3rd … try of a final edit, for hiccups. What lasts longer is the caller's to wait for: here the
 * GIF is in memory.
 */
const backOffMs = [1_000, 2_000, 4_000, 8_000];
/** Discord knows our acknowledgement within seconds; a webhook unknown for longer is dead. */
const tooEarlyTries = 3;

/**
 * Calls Discord about a job's reply until it works, cannot work, or has had its tries.
 * @throws UserError `RESULT_TOO_LARGE`; UpstreamError `REPLY_NOT_TAKEN`, fact `deleted`; the signal's reason
 */
type Insist = (
  to: ReplyCoordinates,
  jobId: string,
  signal: AbortSignal | undefined,
  call: () => Promise<void>,
) => Promise<void>;

export function createInsist({
  sleep,
  log,
}: {
  readonly sleep: Sleep;
  readonly log: Logger;
}): Insist {
  return async (to, jobId, signal, call) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await call();
        return;
      } catch (error) {
        signal?.throwIfAborted();
        const failure = discordFailure(error);
        const err = error;
        if (failure === undefined) throw error;
        if (failure === "too-large") throw tooLarge(to.attachmentLimit, undefined, error);
        if (failure === "deleted") throw unseen("it was deleted", err, { deleted: true });
        if (failure === "gone" || (failure === "too-early" && tries > tooEarlyTries)) {
          throw unseen("it cannot be sent there any more", err);
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
  };
}

/** Whoever paid for this reply will not see it this way. */
export function unseen(why: string, cause?: unknown, facts: ErrorFacts = {}): UpstreamError {
  const message = `Nobody will see the reply: ${why}.`;
  return new UpstreamError("REPLY_NOT_TAKEN", { message, next: "give-up", facts, cause });
}

export function tooLarge(limit: number, bytes: number | undefined, cause?: unknown): UserError {
  const facts = { limit, ...(bytes !== undefined && { bytes }) };
  return new UserError("RESULT_TOO_LARGE", { facts, cause: cause });
}
