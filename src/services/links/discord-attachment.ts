/** Discord's own media, whose links are signed and end after a day. */
export interface DiscordMedia {
  /** What attachment links begin with, `https://cdn.discordapp.com` unless a stand-in is used. */
  readonly cdnUrl: string;
  /**
   * Asks Discord for a link that works again.
   * @returns undefined when Discord does not know the file, or does not answer
   */
  refresh(link: string, signal: AbortSignal): Promise<string | undefined>;
}

/** The other host of the same files, which scales them and turns moving ones into stills. */
const proxyHost = "media.discordapp.net";
/** Everything else in the query asks the proxy for another format or size. */
const signature = ["ex", "is", "hm"];

/** A link to an attachment, as its own host serves it unchanged; undefined for every other link. */
export function discordAttachment(link: URL, cdnUrl: string): URL | undefined {
  const cdn = new URL(cdnUrl.endsWith("/") ? cdnUrl : `${cdnUrl}/`);
  const folder = link.hostname === proxyHost ? "/" : cdn.pathname;
  const isCdn = link.origin === cdn.origin || link.hostname === proxyHost;
  const path = link.pathname.slice(folder.length);
  if (!isCdn || !/^(?:ephemeral-)?attachments\/\d+\/\d+\/[^/]+$/.test(path)) return undefined;
  const url = new URL(path, cdn);
  for (const name of signature) {
    const value = link.searchParams.get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  return url;
}

/** Is the signature over, or missing? `ex` is Unix seconds in hexadecimal. */
export function isExpired(attachment: URL, now: number): boolean {
  const ends = Number.parseInt(attachment.searchParams.get("ex") ?? "", 16);
  return !(ends * 1000 > now) || !attachment.searchParams.has("hm");
}
