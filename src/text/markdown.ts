import { parseUrl } from "../core/parse-url.ts";
/** Discord shows it in the reader's own language and zone: "in 3 hours", or date and time. */
export function time(at: number, style: "R" | "f" | "t"): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}

/** A person's or a service's words on one line, without what Discord would format, link or ping. */
export function plain(text: string): string {
  return text
    .replaceAll(/[`*_~|<>@#[\]()\\]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const longestQuotation = 200;

/** `plain`, without links and cut off where it gets long. */
export function quoted(text: string): string {
  const clean = plain(text.replaceAll(/https?:\S+/g, "…"));
  return clean.length > longestQuotation ? `${clean.slice(0, longestQuotation - 1)}…` : clean;
}

/** What is longer leaves no room for the sentence round it. */
const longestLink = 1_200;

/** An address as it may stand in `[words](address)`; undefined for what is none, or too long. */
export function shownLink(text: string): string | undefined {
  const link = parseUrl(text)?.href.replaceAll("(", "%28").replaceAll(")", "%29");
  return link === undefined || link.length > longestLink || !/^https?:/.test(link)
    ? undefined
    : link;
}
