import { DiscordAPIError } from "discord.js";
import { describe, expect, test } from "vitest";
import { UpstreamError } from "../../src/core/errors.ts";
import { createLogger } from "../../src/core/logger.ts";

const token = "MTE2.secret-bot-token";
const awkward = 'pass"word\\with/odd+signs=';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const log = createLogger({
    level: "trace",
    secrets: [token, awkward, ""],
    destination: { write: (line) => void lines.push(line) },
  });
  write(log);
  const text = lines.join("");
  // Whatever was blanked, it is still a log.
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty("level");
  return text;
}

describe("the log", () => {
  test("never holds a configured secret, however deep it sits", () => {
    const error = new Error(`Unauthorized: Bot ${token}`, { cause: { headers: [token] } });
    const text = logged((log) => log.error({ err: error, request: { auth: { token } } }, token));
    expect(text).toContain("Unauthorized");
    expect(text).not.toContain(token);
  });

  test("never holds one as JSON, a URL or a header spells it", () => {
    const spellings = [
      awkward,
      encodeURIComponent(awkward),
      JSON.stringify({ awkward }),
      Buffer.from(awkward).toString("base64"),
    ];
    const text = logged((log) => log.info({ spellings, nested: { awkward } }, spellings.join(" ")));
    for (const part of ["word\\\\with", "word%5Cwith", Buffer.from(awkward).toString("base64")]) {
      expect(text).not.toContain(part);
    }
  });

  test.each([
    ["a webhook's token", "https://discord.com/api/webhooks/123/aB-c_9.token/messages/@original"],
    ["an interaction's token", "/interactions/123/aB-c_9.token/callback"],
    [
      "a signed link",
      "https://cdn.example.org/a.gif?ex=aB-c_9.token&is=aB-c_9.token&hm=aB-c_9.token",
    ],
    ["an upload link of our server", "/uploads/a.gif?expires=1&signature=aB-c_9.token"],
    ["an upload link of an S3 store", "https://r2.example/a?X-Amz-Signature=aB-c_9.token"],
    ["a token in a query", "https://example.org/cb?x=1&token=aB-c_9.token"],
    ["what a link asks for", "https://example.org/search?q=aB-c_9.token#aB-c_9.token"],
    ["the password of a store", "redis://user:aB-c_9.token@store.example:6379"],
    ["a callback's token", `https://example.org/callbacks/7/${"aB-c_9_token".repeat(4)}`],
    ["a key in a header", '{"x-api-key":"aB-c_9.token"}'],
    ["a bearer", "authorization: Bearer aB-c_9.token"],
    ["another bot's token", `${"aB-c_9token".repeat(3)}.aBc9ab.${"aB-c_9token".repeat(3)}`],
  ])("blanks %s and keeps the rest", (_, url) => {
    const text = logged((log) => log.info({ url, nested: [{ url }] }, `calling ${url} now`));
    expect(text).not.toMatch(/aB-c_9[._]?token/);
    expect(text).toContain("calling ");
    expect(text).toContain(" now");
  });

  test("keeps ids, plain addresses and file names", () => {
    const url = "https://example.org/media/0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9.gif";
    expect(logged((log) => log.info({ url, id: "1234567890123456789" }))).toContain(url);
  });

  test("says of an error what it is and where, and nothing that a library hung on it", () => {
    const raw = { code: 50_035, message: "Invalid Form Body" };
    const body = { files: undefined, json: { content: "what somebody wrote" } };
    const api = new DiscordAPIError(raw, 50_035, 400, "PATCH", "https://discord.com/x", body);
    const error = new UpstreamError("REPLY_NOT_TAKEN", {
      message: "Discord did not take it.",
      facts: { tries: 3 },
      next: "give-up",
      cause: Object.assign(api, { client: { options: { token } } }),
    });
    const text = logged((log) => log.error({ err: error }, "The job failed"));
    expect(JSON.parse(text)).toMatchObject({
      err: {
        type: "UpstreamError",
        code: "REPLY_NOT_TAKEN",
        message: "Discord did not take it.",
        next: "give-up",
        facts: { tries: 3 },
        stack: expect.stringContaining("logger.test.ts"),
        cause: { code: 50_035, status: 400, message: "Invalid Form Body" },
      },
    });
    expect(text).not.toMatch(/what somebody wrote|client|requestBody/);
  });

  test("says of a request its method and nothing of its headers, and of what is no error its kind", () => {
    const request = { method: "GET", url: "/secret-path", headers: { cookie: "mine" } };
    const text = logged((log) => {
      log.info({ req: request, res: { statusCode: 404, body: "secret-path" } });
      log.error({ err: { secret: "secret-path" } });
    });
    expect(text).toContain('"GET"');
    expect(text).toContain("404");
    expect(text).not.toMatch(/secret-path|mine/);
  });
});
