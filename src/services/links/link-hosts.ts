import { parseUrl } from "../../core/parse-url.ts";
/** How links to one host become links to files. */
export interface LinkHost {
  readonly name: string;
  readonly hosts: RegExp;
  /** Where the file may lie, best first; none when only the page itself can tell. */
  readonly files: (link: URL) => readonly URL[];
  /** Hosts of the files that a page of this host may name; left out, its pages are not read. */
  readonly mediaHosts?: RegExp;
}

/** The same scheme and port as the link's, at another host and path. */
function at(link: URL, hostname: string, pathname: string): URL {
  const url = new URL(pathname, link);
  url.hostname = hostname;
  url.search = "";
  return url;
}

/** The last part of `/gifs/a-slug-ID`, `/embed/ID`, `/clips/ID`, `/ID.gif`. */
const lastPart = (path: string) => /([A-Za-z0-9]+)(?:\.\w+)?\/?$/.exec(path)?.[1];

/** Largest first: what is too large to take is there in smaller versions. */
const giphyNames = [
  "giphy.gif",
  "giphy-downsized-large.gif",
  "giphy-downsized.gif",
  "200.gif",
] as const;

function giphyFiles(link: URL): URL[] {
  if (link.hostname === "gph.is") return [];
  const inMedia = /\/media\/(?:v1\.[\w-]+\/)?([A-Za-z0-9]+)\//.exec(link.pathname)?.[1];
  const isPage = /^\/(?:gifs|embed|clips|stickers|videos|channel)\//.test(link.pathname);
  const id =
    inMedia ?? (isPage || link.hostname === "i.giphy.com" ? lastPart(link.pathname) : undefined);
  if (id === undefined) return [];
  const files = giphyNames.map((name) => at(link, "media.giphy.com", `/media/${id}/${name}`));
  return link.pathname.endsWith(".gif") && !isPage ? [link, ...files] : files;
}

/** The end of a Tenor file's id says which version it is: AC the GIF, Ad and AM smaller ones, Po the MP4. */
const tenorVersions = ["AC", "Ad", "AM"] as const;

function tenorFiles(link: URL): URL[] {
  const file = /^\/(?:m\/)?([\w-]{6,})\/[^/]+\.(\w+)$/.exec(link.pathname);
  if (file && !/^(?:www\.)?tenor\.com$/.test(link.hostname)) {
    const [, id, extension] = file;
    const versions = tenorVersions.map((version) =>
      at(link, "c.tenor.com", `/${id.slice(0, -2)}${version}/tenor.gif`),
    );
    return extension === "gif" ? [link, ...versions] : [...versions, link];
  }
  // The page's address with .gif behind it redirects to the file; so do the short links, which have it already.
  const isView = /^\/(?:[a-z]{2}(?:-[A-Za-z]{2,4})?\/)?view\/[^/]+$/.test(link.pathname);
  const hasEnding = link.pathname.endsWith(".gif");
  if (!isView && !hasEnding) return [];
  return [at(link, link.hostname, hasEnding ? link.pathname : `${link.pathname}.gif`)];
}

function imgurFiles(link: URL): URL[] {
  const id = /^\/(\w+)\.(?:gifv|mp4|webm|gif)$/.exec(link.pathname)?.[1];
  return id === undefined
    ? []
    : [at(link, "i.imgur.com", `/${id}.gif`), at(link, "i.imgur.com", `/${id}.mp4`)];
}

/** Discord's own copies of other people's files: the address that was copied is written into the path. */
function discordProxied(link: URL): URL[] {
  const original = /^\/external\/[\w-]+\/(?:%3F[^/]*\/)?(https?)\/(.+)$/.exec(link.pathname);
  if (!original) return [];
  const [, scheme, rest] = original;
  const url = parseUrl(`${scheme}://${rest}`);
  return url ? [url] : [];
}

/**
 * The hosts whose pages people paste. A row says all that is special about one; links to hosts without a row must lead to
 * a file. No row needs a key.
 */
const linkHosts: readonly LinkHost[] = [
  {
    name: "Tenor",
    hosts: /^(?:www\.|media\d?\.|c\.)?tenor\.com$/,
    files: tenorFiles,
    mediaHosts: /(?:^|\.)tenor\.com$/,
  },
  {
    name: "Giphy",
    hosts: /^(?:(?:www|media\d*|i)\.)?giphy\.com$|^gph\.is$/,
    files: giphyFiles,
    mediaHosts: /(?:^|\.)giphy\.com$/,
  },
  {
    name: "Klipy",
    hosts: /^(?:www\.)?klipy\.com$/,
    files: () => [],
    mediaHosts: /(?:^|\.)klipy\.com$/,
  },
  {
    name: "Imgur",
    hosts: /^(?:(?:www|i|m)\.)?imgur\.com$/,
    files: imgurFiles,
    mediaHosts: /(?:^|\.)imgur\.com$/,
  },
  { name: "Discord's copies", hosts: /^images-ext-\d\.discordapp\.net$/, files: discordProxied },
];

/** The row of a link's host. */
export function linkHostOf(link: URL): LinkHost | undefined {
  return linkHosts.find(({ hosts }) => hosts.test(link.hostname));
}
