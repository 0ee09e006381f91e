import { Routes } from "discord.js";
import type { REST } from "discord.js";
import { z } from "zod";
import { reportCard } from "../commands/results/report-card.ts";
import type { Clock } from "../core/clock.ts";
import { UpstreamError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import type { ReportCard, ReportPort } from "../services/results/report-port.ts";
import { textOf } from "../text/catalogue.ts";
import { discordFailure } from "./discord-error.ts";

export interface ReportMessagesDeps {
  readonly rest: Pick<REST, "patch" | "post">;
  readonly clock: Clock;
  readonly log: Logger;
}

const callMs = 10_000;
const posted = z.object({ id: z.string() });
const signal = () => AbortSignal.timeout(callMs);
const noPings = { allowed_mentions: { parse: [] } };

/** Reports as messages of the bot's own, and results taken out of the messages that show them. */
export function createReportMessages({ rest, clock, log }: ReportMessagesDeps): ReportPort {
  /** False when Discord will never do it; a message that is gone already is as good as changed. */
  async function changed(what: string, call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      const failure = discordFailure(error);
      if (failure === undefined || failure === "transient") throw notTaken(error);
      log.info({ err: error, failure }, `${what} could not be changed`);
      return failure === "deleted";
    }
  }

  return {
    async post(channelId, card) {
      try {
        const answer = await rest.post(Routes.channelMessages(channelId), {
          body: { ...cardOf(card), ...noPings, nonce: nonceOf(card), enforce_nonce: true },
          signal: signal(),
        });
        return { channelId, messageId: posted.parse(answer).id };
      } catch (error) {
        throw notTaken(error);
      }
    },

    async update({ channelId, messageId }, card) {
      try {
        const body = { ...cardOf(card), ...noPings };
        await rest.patch(Routes.channelMessage(channelId, messageId), { body, signal: signal() });
        return true;
      } catch (error) {
        log.info({ err: error }, "The card of a report could not be changed");
        return false;
      }
    },

    async takeDown({ report, result }) {
      const body = {
        content: `-# ${textOf(report.locale).results.hidden}`,
        attachments: [],
        components: [],
        ...noPings,
      };
      const { channelId, messageId } = report.at;
      const asBot = Routes.channelMessage(channelId, messageId);
      if (await changed("A result", () => rest.patch(asBot, { body, signal: signal() })))
        return true;
      const { applicationId = "", token = "", createdAt = 0 } = result?.reply ?? {};
      if (token === "" || clock() - createdAt > limits.interactionTokenMs) return false;
      const asReply = Routes.webhookMessage(applicationId, token, "@original");
      return changed("A reply", () => rest.patch(asReply, { body, auth: false, signal: signal() }));
    },
  };
}

const cardOf = (card: ReportCard) => reportCard(textOf(card.report.locale), card);

/** Discord makes one message for it, however often it is asked within minutes. At most 25 characters. */
function nonceOf({ jobId, report }: ReportCard): string {
  return `${jobId}r${Object.keys(report.reasons).length}`.slice(-25);
}

function notTaken(cause: unknown): UpstreamError {
  const message = "Discord did not take what was to be said about a report.";
  return new UpstreamError("REPORT_NOT_TAKEN", { message, next: "wait", cause });
}
