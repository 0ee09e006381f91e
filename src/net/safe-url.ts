import { isIP } from "node:net";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { parseUrl } from "../core/parse-url.ts";
import { isPublicAddress } from "./address.ts";

/** The standard ports alone: other ones are where databases and admin pages listen. */
const allowedPorts = new Set(["", "80", "443"]);

/**
 * Parses a URL that a stranger gave and refuses what can be refused without asking a name server. Names are judged when
 * they are connected to, by the guarded dispatcher.
 * @param allowedOrigins exempt from the rules on ports and addresses
 * @throws UserError `LINK_INVALID` (not http or https, credentials, odd port, too long), `LINK_PRIVATE`
 */
export function parseSafeUrl(text: string, allowedOrigins: ReadonlySet<string>): URL {
  if (text.length > limits.maxUrlLength) {
    throw invalid("it is too long", { limit: limits.maxUrlLength });
  }
  const url = parseUrl(text);
  if (!url) throw invalid("it is not a URL");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw invalid(`${url.protocol} is neither http nor https`);
  }
  if (url.username || url.password) throw invalid("it carries a password");
  if (allowedOrigins.has(url.origin)) return url;

  const address = literalOf(url.hostname);
  if (address !== undefined && !isPublicAddress(address)) {
    throw new UserError("LINK_PRIVATE", { message: "Refused a link: its address is private." });
  }
  if (!allowedPorts.has(url.port)) throw invalid(`port ${url.port} is not allowed`);
  return url;
}

/** The IP address that a URL's hostname spells, if it does; IPv6 stands there in brackets. */
export function literalOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) === 0 ? undefined : bare;
}

/** Origins from a setting, as `URL.origin` spells them. */
export function originSet(origins: readonly string[]): ReadonlySet<string> {
  return new Set(origins.map((origin) => new URL(origin).origin));
}

function invalid(why: string, facts = {}): UserError {
  return new UserError("LINK_INVALID", { message: `Refused a link: ${why}.`, facts });
}
