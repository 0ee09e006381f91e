import { expect, test } from "vitest";
import { createLogger } from "../../src/core/logger.ts";

test.each([
  ["an interaction's token", "https://discord.com/api/v10/webhooks/123/s3cret/messages/@original"],
  ["a signed CDN link", "https://cdn.example/a.gif?ex=s3cret&is=s3cret&hm=s3cret"],
  ["an upload link of our server", "http://127.0.0.1/uploads/a.gif?expires=1&signature=s3cret"],
  [
    "an upload link of an S3 store",
    "https://r2.example/a?X-Amz-Signature=s3cret&X-Amz-Date=s3cret",
  ],
  ["a key of the settings", "the key is a-configured-s3cret-key!"],
])("the log never holds %s, even inside an error", (_, text) => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = createLogger({
    level: "info",
    secrets: ["a-configured-s3cret-key"],
    destination: { write },
  });
  log.error({ err: new Error("failed", { cause: new Error(text) }), deep: { er: { url: text } } });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("failed");
  expect(lines[0]).not.toContain("s3cret");
});
