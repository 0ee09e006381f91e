interface Rule {
  readonly pattern: RegExp;
  readonly by: string;
}

/** What gives somebody power or tells about somebody, by its shape; the rest of the line stays. */
const shapes: readonly Rule[] = [
  // Whoever holds such a URL can write in our name.
  { pattern: /(\/(?:webhooks|interactions|cb)\/\d+\/)[\w.~%-]+/g, by: "$1…" },
  // A password in the address of a store or a proxy.
  { pattern: /(\w:\/\/)[^/\s"@]+@/g, by: "$1…@" },
  // A whole query: the signatures of Discord's CDN, S3 and our own uploads, and what a person's link asks for.
  { pattern: /(\bhttps?:\/\/[^\s"'<>?#]*)[?#][^\s"'<>\\]*/gi, by: "$1?…" },
  // The same of an address without its host.
  { pattern: /([?&](?:token|hm|sig|ex|is|signature|x-amz-[a-z-]+)=)[^&\s"\\]+/gi, by: "$1…" },
  // A random token in a path, as callbacks have; UUIDs are shorter.
  { pattern: /(\/)[\w-]{40,}(?=[/?\s"']|$)/g, by: "$1…" },
  // A bot's token (three parts, the first is its id), and what stands behind the names of keys.
  { pattern: /\b[\w-]{20,}\.[\w-]{5,8}\.[\w-]{20,}/g, by: "…" },
  { pattern: /\b(Bot|Bearer) [\w.~+/=-]{8,}/g, by: "$1 …" },
  { pattern: /((?:x-api-key|authorization)\\?["']?\s*[:=]\s*\\?["']?)[^\s"'\\,}]+/gi, by: "$1…" },
];

/**
 * The last thing that a line of the log goes through: blanks the given secrets, as they are and as JSON or a URL spell
 * them, and whatever looks like a token, a password or the query of a link.
 */
export function createBlanker(secrets: readonly string[]): (line: string) => string {
  const spellings = new Set(
    secrets
      .filter((secret) => secret !== "")
      .flatMap((secret) => [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        Buffer.from(secret).toString("base64"),
      ]),
  );
  // Longest first: one may be a part of another.
  const ordered = [...spellings].toSorted((a, b) => b.length - a.length);
  return (line) => {
    let clean = line;
    for (const spelling of ordered) clean = clean.replaceAll(spelling, "…");
    for (const { pattern, by } of shapes) clean = clean.replaceAll(pattern, by);
    return clean;
  };
}
