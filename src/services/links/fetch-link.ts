import { deadline } from "../../core/deadline.ts";
import type { Clock } from "../../core/clock.ts";
import { AppError, UserError } from "../../core/errors.ts";
import type { ErrorCode } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import { parseUrl } from "../../core/parse-url.ts";
import type { Downloader } from "../../net/download.ts";
import { discordAttachment, isExpired } from "./discord-attachment.ts";
import type { DiscordMedia } from "./discord-attachment.ts";
import { linkHostOf } from "./link-hosts.ts";
import type { LinkHost } from "./link-hosts.ts";
import { mediaInPage } from "./page-media.ts";

export interface FetchLinkDeps {
  readonly downloader: Downloader;
  readonly discord: DiscordMedia;
  readonly clock: Clock;
}

/**
 * Fetches the file behind what a person pasted or attached: a link to a file, to a page of a host that we know, or to an
 * attachment on Discord, whose link is renewed when it is over.
 * @throws UserError as the downloader does; `LINK_NOT_MEDIA` names the `host` of a page that holds no file we can find
 */
export type FetchLink = (
  link: string,
  options: { readonly maxBytes: number; readonly signal: AbortSignal },
) => Promise<Uint8Array>;

/** Of several versions that did not work, the one whose error says most. */
const telling: readonly ErrorCode[] = ["MEDIA_TOO_LARGE", "LINK_PRIVATE", "LINK_NOT_MEDIA"];

export function createFetchLink({ downloader, discord, clock }: FetchLinkDeps): FetchLink {
  async function file(url: URL, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    const { bytes } = await downloader.download(url.href, { maxBytes, signal });
    return bytes;
  }

  async function attachment(url: URL, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    const renewed = async () => {
      const link = await discord.refresh(url.href, signal);
      return link === undefined ? undefined : discordAttachment(new URL(link), discord.cdnUrl);
    };
    if (isExpired(url, clock())) {
      return await file((await renewed()) ?? url, maxBytes, signal);
    }
    try {
      return await file(url, maxBytes, signal);
    } catch (error) {
      // Its signature may have been withdrawn, or our clock may be slow.
      const again = isDead(error) ? await renewed() : undefined;
      if (!again || again.href === url.href) throw error;
      return await file(again, maxBytes, signal);
    }
  }

  /** The first of these that is a file. */
  async function firstOf(urls: readonly URL[], maxBytes: number, signal: AbortSignal) {
    const errors: AppError[] = [];
    for (const url of urls) {
      try {
        return await file(url, maxBytes, signal);
      } catch (error) {
        if (!(error instanceof AppError) || signal.aborted) throw error;
        errors.push(error);
      }
    }
    return mostTelling(errors);
  }

  async function onHost(host: LinkHost, link: URL, maxBytes: number, signal: AbortSignal) {
    const direct = await firstOf(host.files(link), maxBytes, signal);
    if (direct instanceof Uint8Array) return direct;
    const { mediaHosts } = host;
    // A version that is too large says that the others are not there; the page would name the same files.
    if (!mediaHosts || direct?.code === "MEDIA_TOO_LARGE") throw direct ?? notMedia(link);
    const { bytes, finalUrl } = await downloader.download(link.href, {
      maxBytes: limits.maxPageBytes,
      signal,
      page: true,
    });
    const landed = new URL(finalUrl);
    const moved = landed.href === link.href ? [] : (linkHostOf(landed)?.files(landed) ?? []);
    const named = mediaInPage(Buffer.from(bytes).toString("utf8"), finalUrl, mediaHosts);
    const inPage = await firstOf([...moved, ...named], maxBytes, signal);
    if (inPage instanceof Uint8Array) return inPage;
    throw inPage ?? notMedia(link);
  }

  return async (text, { maxBytes, signal: callers }) => {
    const signal = deadline(limits.maxLinkMs, callers);
    try {
      const link = parseUrl(text);
      if (!link) return (await downloader.download(text, { maxBytes, signal })).bytes;
      const onDiscord = discordAttachment(link, discord.cdnUrl);
      if (onDiscord) return await attachment(onDiscord, maxBytes, signal);
      const host = linkHostOf(link);
      if (host) return await onHost(host, link, maxBytes, signal);
      try {
        return (await downloader.download(text, { maxBytes, signal })).bytes;
      } catch (error) {
        throw isPage(error) ? notMedia(link, error) : error;
      }
    } catch (error) {
      if (callers.aborted) throw callers.reason;
      if (signal.aborted && error === signal.reason) {
        throw new UserError("LINK_DEAD", { message: "The link took too long.", cause: error });
      }
      throw error;
    }
  };
}

function mostTelling(errors: readonly AppError[]): AppError | undefined {
  for (const code of telling) {
    const found = errors.find((error) => error.code === code);
    if (found) return found;
  }
  return errors[0];
}

const isDead = (error: unknown) => error instanceof AppError && error.code === "LINK_DEAD";
const isPage = (error: unknown) => error instanceof AppError && error.code === "LINK_NOT_MEDIA";

function notMedia(link: URL, cause?: unknown): UserError {
  return new UserError("LINK_NOT_MEDIA", {
    message: "The link leads to a page in which no file is named.",
    facts: { host: link.hostname },
    cause,
  });
}
