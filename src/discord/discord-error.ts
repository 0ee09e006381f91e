import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from "discord.js";

/**
 * What a failed call to Discord means:
 * `transient` – the same call may succeed in a moment;
 * `too-early` – Discord has not yet seen our acknowledgement, or forgot it for a moment;
 * `too-large` – a file is over the limit of this place;
 * `acknowledged` – somebody answered this interaction already;
 * `deleted` – somebody deleted the reply, so nobody wants it;
 * `gone` – token dead, access taken away: asking again only counts towards a ban;
 * `refused` – our request is wrong.
 */
export type DiscordFailure =
  | "transient"
  | "too-early"
  | "too-large"
  | "acknowledged"
  | "deleted"
  | "gone"
  | "refused";

const byCode: ReadonlyMap<number | string, DiscordFailure> = new Map([
  [RESTJSONErrorCodes.RequestEntityTooLarge, "too-large"],
  [RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged, "acknowledged"],
  [RESTJSONErrorCodes.UnknownWebhook, "too-early"],
  [RESTJSONErrorCodes.UnknownMessage, "deleted"],
]);

/** Decided by status and code alone; undefined for what did not come from a call to Discord. */
export function discordFailure(error: unknown): DiscordFailure | undefined {
  if (error instanceof HTTPError) return error.status >= 500 ? "transient" : "refused";
  if (error instanceof RateLimitError) return "transient";
  if (error instanceof DiscordAPIError) {
    const known = byCode.get(error.code);
    if (known !== undefined) return known;
    if (error.status === 413) return "too-large";
    return [401, 403, 404].includes(error.status) ? "gone" : "refused";
  }
  if (!(error instanceof Error)) return undefined;
  // undici's socket faults carry a code; a call that outlasted its time is an AbortError.
  if (error.name === "AbortError" || error.name === "TimeoutError") return "transient";
  return "code" in error && transportCodes.has(String(error.code)) ? "transient" : undefined;
}

const transportCodes: ReadonlySet<string> = new Set([
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
