import type { Downloader } from "../../src/net/download.ts";
import { createFetchLink } from "../../src/services/links/fetch-link.ts";
import type { FetchLink } from "../../src/services/links/fetch-link.ts";

/** Links as the bot fetches them, but with nobody who could renew one. */
export function plainFetch(downloader: Downloader): FetchLink {
  return createFetchLink({
    downloader,
    discord: { cdnUrl: "https://cdn.discordapp.com", refresh: async () => undefined },
    clock: Date.now,
  });
}
