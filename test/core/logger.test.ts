import { describe, expect, test } from "vitest";
import { createLogger } from "../../src/core/logger.ts";

const token = "MTE2.secret-bot-token";

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  const log = createLogger({
    level: "trace",
    secrets: [token, ""],
    destination: { write: (line) => void lines.push(line) },
  });
  write(log);
  return lines.join("");
}

describe("the log", () => {
  test("never holds a configured secret, however deep it sits", () => {
    const error = new Error(`Unauthorized: Bot ${token}`, { cause: { headers: [token] } });
    const text = logged((log) => log.error({ err: error, request: { auth: { token } } }, token));
    expect(text).toContain("Unauthorized");
    expect(text).not.toContain(token);
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
  ])("blanks %s and keeps the rest", (_, url) => {
    const text = logged((log) => log.info({ url }, `calling ${url}`));
    expect(text).not.toContain("aB-c_9.token");
    expect(text).toContain(url.split(/[?]|aB/)[0]);
  });
});
