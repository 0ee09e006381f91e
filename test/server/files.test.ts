import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { uploadTarget } from "../../src/contract/files.ts";
import { paths } from "../../src/contract/paths.ts";
import { limits } from "../../src/core/limits.ts";
import { otherKey, startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";
import { tempDir } from "../support/temp-dir.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";

const gifType = { "content-type": "image/gif" };
const nothing = { incoming: [], stored: [] };

async function target(server: FaceSwapServer, type = "image/gif", ext = ".gif") {
  const query = new URLSearchParams({ content_type: type, ext });
  const { envelope } = await server.call(`${paths.uploadUrl}?${query.toString()}`);
  return uploadTarget.parse(envelope.data);
}

describe("an upload link", () => {
  test.each([
    ["content_type=image%2Fgif&ext=.gif", 200],
    ["content_type=image%2Fjpeg&ext=.jpeg", 200],
    ["content_type=image%2Fpng&ext=.gif", 422],
    ["content_type=image%2Fpng&ext=png", 422],
    ["content_type=text%2Fhtml&ext=.html", 422],
    ["content_type=image%2Fsvg%2Bxml&ext=.svg", 422],
    ["ext=.gif", 422],
    ["", 422],
  ])("is asked for with ?%s: %i", async (query, status) => {
    const server = await startFaceSwapServer();
    const answer = await server.call(`${paths.uploadUrl}?${query}`);
    expect(answer.status).toBe(status);
    expect(answer.envelope.code).toBe(status);
  });

  test("leads to the host that the client called, or to the public one when there is one", async () => {
    const local = await startFaceSwapServer();
    expect((await target(local)).file_url).toMatch(`${local.url}/media/`);
    const behindProxy = await startFaceSwapServer({
      config: { publicUrl: "https://swap.example/api/" },
    });
    const { presigned_url, file_url } = await target(behindProxy);
    expect(file_url).toMatch(/^https:\/\/swap\.example\/api\/media\/[\w-]{43}\.gif$/);
    expect(presigned_url).toMatch("https://swap.example/api/uploads/");
  });

  test("cannot lead to what is no host", async () => {
    const server = await startFaceSwapServer();
    const query = "content_type=image%2Fgif&ext=.gif";
    const headers = { host: "not a host" };
    const { status } = await server.call(`${paths.uploadUrl}?${query}`, { headers });
    expect(status).toBe(422);
  });

  test("takes a file without the key and gives it back", async () => {
    const server = await startFaceSwapServer();
    const gif = tinyGif({ frames: 20 });
    const url = await server.upload(gif, "image/gif", ".gif");
    expect((await server.call(url, { key: null })).bytes).toEqual(Buffer.from(gif));
  });

  test("may be used again, and what came first stays", async () => {
    const server = await startFaceSwapServer();
    const { presigned_url, file_url } = await target(server);
    for (const body of [tinyGif(), tinyGif({ frames: 2 })]) {
      const put = await server.call(presigned_url, { method: "PUT", headers: gifType, body });
      expect(put.status).toBe(200);
    }
    expect((await server.call(file_url)).bytes).toEqual(Buffer.from(tinyGif()));
    expect(server.files()).toMatchObject({ incoming: [], stored: [expect.any(String)] });
  });

  test("used many times at once keeps one file, and takes the room of one", async () => {
    const gif = tinyGif({ frames: 10 });
    const server = await startFaceSwapServer({ config: { maxStoredMediaBytes: gif.length * 6 } });
    const { presigned_url } = await target(server);
    const put = () => server.call(presigned_url, { method: "PUT", headers: gifType, body: gif });
    const answers = await Promise.all([put(), put(), put(), put(), put()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const _ of [1, 2, 3, 4, 5]) await server.upload(gif, "image/gif", ".gif");
    expect(server.files()).toMatchObject({ incoming: [], stored: { length: 6 } });
  });

  test.each([
    ["another name", (url: URL) => (url.pathname = url.pathname.replace(/.\.gif/, "_.gif"))],
    ["a later end", (url: URL) => url.searchParams.set("expires", "9999999999999")],
    ["another signature", (url: URL) => url.searchParams.set("signature", "A".repeat(43))],
    ["an empty signature", (url: URL) => url.searchParams.set("signature", "")],
  ])("with %s is none", async (_, forge) => {
    const server = await startFaceSwapServer();
    const url = new URL((await target(server)).presigned_url);
    forge(url);
    const put = await server.call(url.href, { method: "PUT", headers: gifType, body: tinyGif() });
    expect(put.status).toBe(404);
    expect(server.files()).toEqual(nothing);
  });

  test("is void after a quarter of an hour", async () => {
    let now = Date.now();
    const server = await startFaceSwapServer({ clock: () => now });
    const { presigned_url } = await target(server);
    now += limits.uploadLinkLifetimeMs + 1;
    const put = await server.call(presigned_url, {
      method: "PUT",
      headers: gifType,
      body: tinyGif(),
    });
    expect(put.status).toBe(404);
  });
});

describe("an upload", () => {
  const html = Buffer.from("<!doctype html><script>alert(1)</script>");
  test.each([
    ["a page called GIF", gifType, html],
    ["a PNG called GIF", gifType, pngHeader()],
    ["another type than was asked for", { "content-type": "image/png" }, pngHeader()],
    ["a GIF called PNG by its header", { "content-type": "image/png" }, tinyGif()],
    ["a type that nobody knows", { "content-type": "application/zip" }, tinyGif()],
    ["no type", {}, tinyGif()],
    ["nothing", gifType, new Uint8Array()],
    ["more than the ceiling", gifType, new Uint8Array(limits.maxTargetBytes + 1)],
  ])("of %s is refused and leaves nothing", async (_, headers, body) => {
    const server = await startFaceSwapServer();
    const { presigned_url } = await target(server);
    const { status, envelope } = await server.call(presigned_url, { method: "PUT", headers, body });
    expect({ status, code: envelope.code }).toEqual({ status: 422, code: 422 });
    expect(envelope.errors).toHaveLength(1);
    expect(server.files()).toEqual(nothing);
  });

  test("beyond its key's share is refused, and leaves room for other keys", async () => {
    const gif = tinyGif({ frames: 10 });
    const config = { maxStoredMediaBytesPerKey: gif.length * 2 };
    const dataDir = tempDir();
    const server = await startFaceSwapServer({ dataDir, config });
    for (const _ of [1, 2]) await server.upload(gif, "image/gif", ".gif");
    const put = (presigned_url: string) =>
      server.call(presigned_url, { method: "PUT", headers: gifType, body: gif });
    const refused = await put((await target(server)).presigned_url);
    expect({ status: refused.status, code: refused.envelope.code }).toEqual({
      status: 429,
      code: 429,
    });
    expect(refused.envelope.message).toContain("share of the media store");
    const others = await server.call(
      `${paths.uploadUrl}?${new URLSearchParams({ content_type: "image/gif", ext: ".gif" }).toString()}`,
      { key: otherKey },
    );
    expect((await put(uploadTarget.parse(others.envelope.data).presigned_url)).status).toBe(200);
    expect(server.files()).toMatchObject({ incoming: [], stored: { length: 3 } });

    // What was stored before a restart still counts.
    await server.close();
    const next = await startFaceSwapServer({ dataDir, config });
    const { presigned_url } = await target(next);
    const again = await next.call(presigned_url, { method: "PUT", headers: gifType, body: gif });
    expect(again.status).toBe(429);
  });

  test("that was refused takes no room from the next", async () => {
    const gif = tinyGif({ frames: 10 });
    const server = await startFaceSwapServer({ config: { maxStoredMediaBytes: gif.length } });
    for (const body of [pngHeader(), gif.subarray(6)]) {
      const { presigned_url } = await target(server);
      const put = await server.call(presigned_url, { method: "PUT", headers: gifType, body });
      expect(put.status).toBe(422);
    }
    await server.upload(gif, "image/gif", ".gif");
  });

  test("that does not say its length is cut at the ceiling, and the connection is good for more", async () => {
    const server = await startFaceSwapServer();
    const { presigned_url } = await target(server, "image/png", ".png");
    const { answer, socket } = await chunkedPut(presigned_url, "image/png");
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    for (let sent = 0; sent <= limits.maxFaceBytes; sent += 0x10000) {
      if (!socket.write(chunk)) await once(socket, "drain");
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 422 /);
    expect(server.files()).toEqual(nothing);

    for (let more = 0; more < 64; more += 1) {
      if (!socket.write(chunk)) await once(socket, "drain");
    }
    socket.write("0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(String(await once(socket, "data"))).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  test("that breaks off leaves nothing", async () => {
    const server = await startFaceSwapServer();
    const { presigned_url } = await target(server);
    const { socket } = await chunkedPut(presigned_url, "image/gif");
    socket.write("6\r\nGIF89a\r\n");
    await vi.waitFor(() => expect(server.files().incoming).toHaveLength(1));
    socket.destroy();
    await vi.waitFor(() => expect(server.files()).toEqual(nothing));
    expect(server.logLines.join("")).not.toContain('"level":50');
  });

  test("finds no place in a full store, until something has expired", async () => {
    let now = Date.now();
    const gif = tinyGif({ frames: 10 });
    const config = { maxStoredMediaBytes: gif.length * 2 };
    const dataDir = tempDir();
    const server = await startFaceSwapServer({
      config,
      clock: () => now,
      dataDir,
    });
    for (const _ of [1, 2]) await server.upload(gif, "image/gif", ".gif");
    const { presigned_url } = await target(server);
    const put = await server.call(presigned_url, { method: "PUT", headers: gifType, body: gif });
    expect(put.envelope).toMatchObject({ code: 500, message: "Unexpected server error" });
    expect(server.files()).toMatchObject({ incoming: [], stored: { length: 2 } });
    expect(server.logLines.join("")).toContain("The media folder would hold");

    await server.close();
    now += limits.mediaLifetimeMs;
    const later = await startFaceSwapServer({
      config,
      clock: () => now,
      dataDir,
    });
    expect(later.files()).toEqual(nothing);
    await later.upload(gif, "image/gif", ".gif");
  });
});

describe("a stored file", () => {
  test("is served as what it is, for as long as it lives, and never as a page", async () => {
    let now = Date.now();
    const server = await startFaceSwapServer({ clock: () => now });
    const gif = tinyGif({ frames: 5 });
    const url = await server.upload(gif, "image/gif", ".gif");
    now += limits.mediaLifetimeMs - 60_000;
    const { status, headers } = await server.call(url, { key: null });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "image/gif",
      "content-length": String(gif.length),
      "cache-control": "private, max-age=60, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(headers).not.toHaveProperty("x-powered-by");

    now += 60_000;
    expect((await server.call(url)).envelope).toMatchObject({ code: 404 });
  });

  test("answers HEAD with the headers alone", async () => {
    const server = await startFaceSwapServer();
    const url = await server.upload(pngHeader(), "image/png", ".png");
    const head = await server.call(url, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(head.bytes).toHaveLength(0);
    expect(head.headers).toMatchObject({
      "content-type": "image/png",
      "content-length": String(pngHeader().length),
    });
    expect((await server.call("/media/none.gif", { method: "HEAD" })).status).toBe(404);
  });

  test.each(["bytes=0-3", "bytes=-1", "bytes=9999-", "pages=1"])(
    "is whole even for who asks for a part of it (%s)",
    async (range) => {
      const server = await startFaceSwapServer();
      const url = await server.upload(tinyGif(), "image/gif", ".gif");
      const { status, headers, bytes } = await server.call(url, { headers: { range } });
      expect(status).toBe(200);
      expect(headers["accept-ranges"]).toBe("none");
      expect(bytes).toEqual(Buffer.from(tinyGif()));
    },
  );

  test.each([
    "../server.sqlite",
    "..%2Fserver.sqlite",
    "incoming",
    ".",
    "%00",
    `${"a".repeat(43)}.svg`,
  ])("is not what lies beside it (%s)", async (name) => {
    const server = await startFaceSwapServer();
    expect((await server.call(`/media/${name}`)).status).toBe(404);
  });
});

/** A PUT whose body comes in chunks that the test writes itself. */
async function chunkedPut(url: string, type: string) {
  const { hostname, port, host, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${type}\r\n`);
  socket.write("Transfer-Encoding: chunked\r\n\r\n");
  const answer = once(socket, "data").then(String);
  answer.catch(() => {});
  return { socket, answer };
}
