import type { REST } from "discord.js";
import { z } from "zod";
import type { Logger } from "../core/logger.ts";

const refreshedUrls = z.object({
  refreshed_urls: z.array(z.object({ refreshed: z.string().nullish() })),
});

/**
 * Asks Discord to sign the link of an attachment anew: links end after a day, the files behind them do not.
 * The answer of what is made here is undefined when Discord does not know the file or does not answer.
 */
export function createRefreshAttachment(rest: REST, log: Logger) {
  return async (link: string, signal: AbortSignal): Promise<string | undefined> => {
    try {
      const answer = await rest.post("/attachments/refresh-urls", {
        body: { attachment_urls: [link] },
        signal,
      });
      return refreshedUrls.parse(answer).refreshed_urls[0]?.refreshed ?? undefined;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      log.warn({ err: error }, "Discord did not renew the link of an attachment");
      return undefined;
    }
  };
}
