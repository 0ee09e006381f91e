import { parseUrl } from "../../core/parse-url.ts";
/**
 * A meta element, whatever the order of its attributes. It ends before the next one begins: else a page of beginnings
 * would be read 2,000 times over.
 */
const metaElement = /<meta\s[^<>]{0,2000}>/gi;
const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "i");
const nameAttribute = attribute("(?:property|name|itemprop)");
const contentAttribute = attribute("content");

/** What pages call their picture or video (Open Graph, Twitter cards, schema.org). */
const mediaNames =
  /^(?:og:(?:image|video)(?::url|:secure_url)?|twitter:(?:image(?::src)?|player:stream)|contenturl|thumbnailurl)$/i;
/** The same in JSON-LD. */
const jsonMedia = /"contentUrl"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)"/g;

/** Formats that move, best first; addresses without an ending are worth a try after them. */
const formats = ["gif", "mp4", "webm", "webp"] as const;
const still = /\.(?:jpe?g|png|svg|ico)$/i;
const maxFiles = 6;

/**
 * The files that a page shows to whoever links to it, best first: GIFs, then videos, then the rest.
 * @param html at most a few megabytes of it; it is searched, not parsed
 * @param base the page's own address
 * @param hosts the only hosts that may be named
 */
export function mediaInPage(html: string, base: string, hosts: RegExp): URL[] {
  const found = new Map<string, URL>();
  const add = (text: string) => {
    const address = text.replaceAll("&amp;", "&").replaceAll("\\/", "/").trim();
    const url = parseUrl(address, base);
    if (url && hosts.test(url.hostname) && !still.test(url.pathname)) found.set(url.href, url);
  };
  for (const [element] of html.matchAll(metaElement)) {
    const content = valueOf(contentAttribute, element);
    if (content !== undefined && mediaNames.test(valueOf(nameAttribute, element) ?? "")) {
      add(content);
    }
  }
  for (const [, address] of html.matchAll(jsonMedia)) add(address);
  return [...found.values()].toSorted((a, b) => rank(a) - rank(b)).slice(0, maxFiles);
}

function valueOf(pattern: RegExp, element: string): string | undefined {
  const match = pattern.exec(element);
  return match?.[1] ?? match?.[2];
}

function rank({ pathname }: URL): number {
  const at = formats.findIndex((format) => pathname.toLowerCase().endsWith(`.${format}`));
  return at < 0 ? formats.length : at;
}
