import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { UserError } from "../../src/core/errors.ts";
import { createDownloader } from "../../src/net/download.ts";
import { closedPort, startHttp } from "../support/http-server.ts";

const kB = 1024;

async function against(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = await startHttp(answer);
  const downloader = createDownloader({ allowedOrigins: [server.origin] });
  onTestFinished(() => downloader.close());
  return {
    server,
    download: (path = "/a.gif", options = {}) =>
      downloader.download(server.origin + path, { maxBytes: 100 * kB, ...options }),
  };
}

describe("a download", () => {
  test("brings the bytes, and tells the host who asks and nothing more", async () => {
    let headers = {};
    const { download } = await against((request, response) => {
      headers = request.headers;
      response.writeHead(200, { "content-type": "image/gif" }).end(Buffer.from([0x47, 0x00, 0xff]));
    });
    const { bytes } = await download("/a.gif?b=1");
    expect([...bytes]).toEqual([0x47, 0x00, 0xff]);
    expect(Object.keys(headers).toSorted()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
    expect(headers).toMatchObject({ "accept-encoding": "identity" });
  });

  test("follows three redirects and not a fourth", async () => {
    const { download, server } = await against((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("GIF89a");
      else response.writeHead(302, { location: `/${left - 1}` }).end("moved");
    });
    const { finalUrl } = await download("/3");
    expect(finalUrl).toBe(`${server.origin}/0`);
    await expect(download("/4")).rejects.toMatchObject({ code: "LINK_DEAD" });
  });

  test.each([404, 410, 403, 401, 500, 503, 204, 206])(
    "of something answered with %i is a dead link that says so",
    async (status) => {
      const { download } = await against((_, response) => response.writeHead(status).end());
      await expect(download()).rejects.toMatchObject({ code: "LINK_DEAD", facts: { status } });
    },
  );

  test("from a host that is not there is a dead link", async () => {
    const origin = `http://127.0.0.1:${await closedPort()}`;
    const downloader = createDownloader({
      allowedOrigins: [origin, "http://nowhere.example"],
      resolve: async () => {
        throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
      },
    });
    onTestFinished(() => downloader.close());
    await expect(downloader.download(`${origin}/`, { maxBytes: 1 })).rejects.toMatchObject({
      code: "LINK_DEAD",
      facts: { reason: "ECONNREFUSED" },
    });
    await expect(
      downloader.download("http://nowhere.example/", { maxBytes: 1 }),
    ).rejects.toMatchObject({ code: "LINK_DEAD", facts: { reason: "ENOTFOUND" } });
  });

  test("of a web page is no media, whatever the page calls itself", async () => {
    const pages: [string, string][] = [
      ["text/html; charset=utf-8", "<p>hello"],
      ["image/gif", "\n <!DOCTYPE html><title>Dance</title>"],
      ["image/gif", "\uFEFF<html>"],
    ];
    for (const [type, body] of pages) {
      const { download } = await against((_, response) =>
        response.writeHead(200, { "content-type": type }).end(body.padEnd(200 * kB)),
      );
      await expect(download()).rejects.toMatchObject({ code: "LINK_NOT_MEDIA" });
    }
  });

  test("takes a GIF that a careless host calls a web page", async () => {
    const { download } = await against((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("GIF89a"),
    );
    expect((await download()).bytes.length).toBe(6);
  });

  test("ends at the cap when the body never ends", async () => {
    let sent = 0;
    const { download } = await against((_, response) => {
      const pour = () => {
        while (!response.destroyed && sent < 50_000 * kB) {
          sent += kB;
          if (!response.write(Buffer.alloc(kB))) return response.once("drain", pour);
        }
        return response.end();
      };
      pour();
    });
    await expect(download()).rejects.toMatchObject({
      code: "MEDIA_TOO_LARGE",
      facts: { limit: 100 * kB },
    });
    expect(sent).toBeLessThan(20_000 * kB);
  });

  test("takes a body of exactly the cap and none of one byte more", async () => {
    const { download } = await against((request, response) => {
      // Chunked, so that only counting can tell.
      response.write(Buffer.alloc(50 * kB));
      response.end(Buffer.alloc(Number(request.url?.slice(1)) - 50 * kB));
    });
    expect((await download(`/${100 * kB}`)).bytes.length).toBe(100 * kB);
    await expect(download(`/${100 * kB + 1}`)).rejects.toMatchObject({ code: "MEDIA_TOO_LARGE" });
  });

  test("does not unfold a gzip bomb", async () => {
    const bomb = gzipSync(Buffer.alloc(20_000 * kB));
    expect(bomb.length).toBeLessThan(100 * kB);
    const { download } = await against((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    await expect(download()).rejects.toMatchObject({ code: "LINK_NOT_MEDIA" });
  });

  test("of a body that drips ends at the deadline", async () => {
    const { download } = await against((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    await expect(download("/", { timeoutMs: 300 })).rejects.toMatchObject({
      code: "LINK_DEAD",
      facts: { reason: "TimeoutError" },
    });
  });

  test("from a host that accepts and says nothing ends at the deadline", async () => {
    const { download } = await against(() => {});
    await expect(download("/", { timeoutMs: 200 })).rejects.toMatchObject({ code: "LINK_DEAD" });
  });

  test.each([
    ["no HTTP at all", "hello\r\n\r\n"],
    ["headers without end", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(64 * kB)}`],
    ["less than it declared", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort"],
    ["a broken chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
    ["a redirect to nowhere", "HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n"],
  ])("of %s is a dead link", async (_, answer) => {
    const server = createServer((socket) => socket.on("error", () => {}).end(answer));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const downloader = createDownloader({ allowedOrigins: [origin] });
    onTestFinished(() => downloader.close());
    const failure: unknown = await downloader
      .download(`${origin}/`, { maxBytes: kB })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ code: "LINK_DEAD" });
  });

  test("stops with the caller's own reason when the caller has had enough", async () => {
    const { download } = await against((_, response) => response.write("GIF"));
    const reason = new UserError("SHUTTING_DOWN");
    const controller = new AbortController();
    const stopped = download("/", { signal: controller.signal });
    controller.abort(reason);
    await expect(stopped).rejects.toBe(reason);
  });

  test("never writes a URL into an error", async () => {
    const { download, server } = await against((_, response) => response.writeHead(404).end());
    const failure: unknown = await download("/secret?token=1").catch((error: unknown) => error);
    expect(JSON.stringify([String(failure), failure])).not.toMatch(/secret|token/);
    expect(String(failure)).not.toContain(server.origin);
  });
});
