import { array, assert, constantFrom, integer, property, string, tuple } from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { codeOf } from "../../src/core/errors.ts";
import { isPublicAddress } from "../../src/net/address.ts";
import { createDownloader } from "../../src/net/download.ts";
import { parseUrl } from "../../src/core/parse-url.ts";
import { literalOf, parseSafeUrl } from "../../src/net/safe-url.ts";
import { countConnects } from "../support/count-connects.ts";
import { classifiedUrls } from "./url-classes.ts";
import type { UrlClass } from "./url-classes.ts";

const nowhere: ReadonlySet<string> = new Set();

/** The verdict before anybody is asked for a name. */
function classOf(text: string): UrlClass {
  try {
    const { hostname } = parseSafeUrl(text, nowhere);
    return literalOf(hostname) === undefined ? { name: hostname } : "public";
  } catch (error) {
    const code = codeOf(error);
    if (code === "LINK_PRIVATE") return "private";
    if (code === "LINK_INVALID") return "invalid";
    throw error;
  }
}

/** An IPv4 address in the ways that the URL standard reads it (§3.5): 1 to 4 numbers, each decimal, octal or hexadecimal. */
function spelled(address: number, parts: number, radixes: readonly (8 | 10 | 16)[]): string {
  const prefix = { 8: "0", 10: "", 16: "0x" };
  const bytes = [24, 16, 8, 0].map((shift) => (address >>> shift) & 255);
  const last = bytes.slice(parts - 1).reduce((value, byte) => value * 256 + byte, 0);
  return [...bytes.slice(0, parts - 1), last]
    .map((number, at) => prefix[radixes[at] ?? 10] + number.toString(radixes[at]))
    .join(".");
}

describe(`each of ${classifiedUrls.length} URLs of every kind`, () => {
  test("is what it is, whoever is asked", () => {
    const wrong = classifiedUrls
      .map(([url, is]) => ({ url, is, seen: classOf(url) }))
      .filter(({ is, seen }) => JSON.stringify(is) !== JSON.stringify(seen));
    expect(wrong).toEqual([]);
  });

  test("that is not public by its address leads to no connection, and asks for its own name alone", async () => {
    const connects = countConnects();
    const asked: string[] = [];
    const downloader = createDownloader({
      allowedOrigins: [],
      resolve: async (hostname) => {
        asked.push(hostname);
        return [{ address: "169.254.169.254", family: 4 }];
      },
    });
    onTestFinished(() => downloader.close());
    const wrong: string[] = [];
    for (const [url, is] of classifiedUrls) {
      if (is === "public") continue;
      asked.length = 0;
      const failure: unknown = await downloader
        .download(url, { maxBytes: 1 })
        .catch((error: unknown) => error);
      const names = typeof is === "object" ? [is.name] : [];
      const code = is === "invalid" ? "LINK_INVALID" : "LINK_PRIVATE";
      if (codeOf(failure) !== code || asked.join() !== names.join()) {
        wrong.push(`${url}: ${String(failure)}, asked for ${asked.join()}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(connects()).toBe(0);
  });
});

test("an IPv4 address is judged the same in every spelling", () => {
  const radix = constantFrom(8 as const, 10 as const, 16 as const);
  const address = integer({ min: 0, max: 2 ** 32 - 1 });
  const parts = integer({ min: 1, max: 4 });
  assert(
    property(address, parts, tuple(radix, radix, radix, radix), (value, count, radixes) => {
      const host = spelled(value, count, radixes);
      const plain = spelled(value, 4, [10, 10, 10, 10]);
      expect(classOf(`http://${host}/`)).toBe(isPublicAddress(plain) ? "public" : "private");
    }),
    { numRuns: 3000 },
  );
});

test("whatever is written in the place of a URL is classified, not thrown at somebody else", () => {
  const piece = constantFrom(
    ..."http https : / // \\ @ [ ] ::1 127.0.0.1 0x7f . %31 %2e ? # : 80 6379 media.example １ 。 ％ \u200B \t".split(
      " ",
    ),
  );
  assert(
    property(array(piece, { maxLength: 12 }), string({ unit: "binary" }), (pieces, tail) => {
      for (const text of [pieces.join(""), `http://${pieces.join("")}${tail}`, tail]) {
        const seen = classOf(text);
        const name = typeof seen === "object" ? seen.name : undefined;
        expect([undefined, parseUrl(text)?.hostname]).toContain(name);
      }
    }),
    { numRuns: 5000 },
  );
});
