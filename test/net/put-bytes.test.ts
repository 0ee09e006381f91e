import { expect, onTestFinished, test } from "vitest";
import { createGuardedDispatcher } from "../../src/net/guarded-dispatcher.ts";
import { putBytes } from "../../src/net/put-bytes.ts";
import { startHttp } from "../support/http-server.ts";

/** Longer than a stranger's link may keep us waiting for its first byte. */
const slowStorageMs = 7_000;

test("a storage that answers late has the file, and is not asked again", async () => {
  let stored = 0;
  const storage = await startHttp((request, response) => {
    request.on("data", (chunk: Buffer) => void (stored += chunk.length));
    request.on("end", () => setTimeout(() => response.writeHead(200).end(), slowStorageMs));
  });
  const allowedOrigins = new Set([storage.origin]);
  const dispatcher = createGuardedDispatcher({ allowedOrigins });
  onTestFinished(() => dispatcher.destroy());
  await putBytes({
    dispatcher,
    allowedOrigins,
    url: `${storage.origin}/file.gif`,
    contentType: "image/gif",
    bytes: Buffer.alloc(1024),
    timeoutMs: 30_000,
  });
  expect(stored).toBe(1024);
  expect(storage.requests).toEqual(["PUT /file.gif"]);
});

test("a storage that never answers is given up when the upload's time is over", async () => {
  const storage = await startHttp(() => {});
  const allowedOrigins = new Set([storage.origin]);
  const dispatcher = createGuardedDispatcher({ allowedOrigins });
  onTestFinished(() => dispatcher.destroy());
  const put = putBytes({
    dispatcher,
    allowedOrigins,
    url: `${storage.origin}/file.gif`,
    contentType: "image/gif",
    bytes: Buffer.alloc(1024),
    timeoutMs: 500,
  });
  await expect(put).rejects.toMatchObject({ code: "SWAP_API_UNREACHABLE", next: "retry" });
});
