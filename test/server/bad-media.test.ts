import { describe, expect, test } from "vitest";
import { limits } from "../../src/core/limits.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import { closedPort, startHttp } from "../support/http-server.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";

const page = Buffer.from("<!doctype html><title>a GIF site</title>");

/** A host of media on the loopback that the server may reach, with a bad answer at every path. */
async function mediaHost() {
  const files: Record<string, Uint8Array> = {
    "/page.gif": page,
    "/png.gif": pngHeader(),
    "/text.gif": Buffer.from("GIF is what I am not"),
    "/large.gif": Buffer.concat([tinyGif(), Buffer.alloc(limits.maxTargetBytes)]),
    "/cut.gif": tinyGif().subarray(0, 30),
    "/header.gif": tinyGif().subarray(0, 9),
    "/bomb.gif": tinyGif({ width: 65_535, height: 65_535 }),
    "/frames.gif": tinyGif({ frames: limits.maxFrames + 1, delayCs: 2 }),
    "/long.gif": tinyGif({ frames: 2, delayCs: 6000 }),
    "/good.gif": tinyGif(),
    "/good.png": pngHeader(),
    "/bomb.png": pngHeader(50_000, 50_000),
    "/cut.png": pngHeader().subarray(0, 20),
    "/large.png": Buffer.concat([pngHeader(), Buffer.alloc(limits.maxFaceBytes)]),
  };
  return startHttp((request, response) => {
    const file = files[request.url ?? ""];
    response.writeHead(file ? 200 : 410, { "content-type": "image/gif" }).end(file);
  });
}

async function failureOf(links: { video_url?: string; new_face?: string }) {
  const host = await mediaHost();
  const dead = `http://127.0.0.1:${await closedPort()}`;
  const server = await startFaceSwapServer({
    config: { mediaAllowedOrigins: [host.origin, dead], creditsPerKey: 4 },
  });
  const at = (link: string) =>
    link.startsWith("dead:") ? dead : link.startsWith("/") ? host.origin + link : link;
  const id = await server.createTask({
    video_url: at(links.video_url ?? "/good.gif"),
    new_face: at(links.new_face ?? "/good.png"),
  });
  const task = await server.ended(id);
  return { server, task };
}

describe("a task on media that cannot be used", () => {
  test("that lie here already and are too large for a face fails as if they came from outside", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 4 } });
    const large = Buffer.concat([tinyGif(), Buffer.alloc(limits.maxFaceBytes)]);
    const new_face = await server.upload(large, "image/gif", ".gif");
    const id = await server.createTask({ new_face });
    expect(await server.ended(id)).toMatchObject({ result: { reason: "MEDIA_TOO_LARGE" } });
  });

  test("whose hosts never finish gives its place back, whatever the number of its inputs", async () => {
    const host = await startHttp((_, response) => void response.writeHead(200).write("GIF89a"));
    const server = await startFaceSwapServer({
      config: { mediaAllowedOrigins: [host.origin], creditsPerKey: 4 },
      maxInputsMs: 200,
    });
    const id = await server.createTask({ video_url: `${host.origin}/slow.gif` });
    expect(await server.ended(id)).toMatchObject({ result: { reason: "LINK_DEAD" } });
  });

  test.each([
    ["/png.gif", "TARGET_NOT_GIF"],
    ["/text.gif", "TARGET_NOT_GIF"],
    ["/cut.gif", "TARGET_BROKEN"],
    ["/header.gif", "TARGET_BROKEN"],
    ["/bomb.gif", "MEDIA_TOO_MANY_PIXELS"],
    ["/frames.gif", "MEDIA_TOO_MANY_FRAMES"],
    ["/long.gif", "MEDIA_TOO_LONG"],
    ["/large.gif", "MEDIA_TOO_LARGE"],
    ["/page.gif", "LINK_NOT_MEDIA"],
    ["/gone.gif", "LINK_DEAD"],
    ["dead:", "LINK_DEAD"],
    ["http://127.0.0.1/a.gif", "LINK_PRIVATE"],
    ["http://[::ffff:10.0.0.1]/a.gif", "LINK_PRIVATE"],
    ["http://169.254.169.254/latest/meta-data", "LINK_PRIVATE"],
    ["http://example.com:22/a.gif", "LINK_INVALID"],
    ["http://user:password@example.com/a.gif", "LINK_INVALID"],
  ])("fails before the engine sees it: target %s is %s", async (video_url, reason) => {
    const { server, task } = await failureOf({ video_url });
    expect(task).toMatchObject({
      status: "failed",
      credits: 0,
      result: { code: 501, reason, media_urls: [], message: expect.stringMatching(/^[A-Z].*\.$/) },
    });
    expect(server.engine.swaps).toHaveLength(0);
    expect(server.files()).toEqual({ incoming: [], stored: [] });
    // The credits are back, and the server goes on.
    await server.createTask();
    await server.engine.swap(0);
  });

  test.each([
    ["/good.gif", "FACE_NOT_IMAGE"],
    ["/text.gif", "FACE_NOT_IMAGE"],
    ["/cut.png", "FACE_BROKEN"],
    ["/bomb.png", "MEDIA_TOO_MANY_PIXELS"],
    ["/large.png", "MEDIA_TOO_LARGE"],
    ["/page.gif", "LINK_NOT_MEDIA"],
    ["http://192.168.1.1/face.jpg", "LINK_PRIVATE"],
  ])("fails before the engine sees it: face %s is %s", async (new_face, reason) => {
    const { server, task } = await failureOf({ new_face });
    expect(task).toMatchObject({ status: "failed", result: { code: 501, reason } });
    expect(server.engine.swaps).toHaveLength(0);
  });

  test("says how much is allowed", async () => {
    const { task: frames } = await failureOf({ video_url: "/frames.gif" });
    expect(frames.result?.message).toContain("at most 300");
    const { task: large } = await failureOf({ video_url: "/large.gif" });
    expect(large.result?.message).toContain("at most 16 MB");
    const { task: long } = await failureOf({ video_url: "/long.gif" });
    expect(long.result?.message).toContain("at most 60 seconds");
    const { task: bomb } = await failureOf({ video_url: "/bomb.gif" });
    expect(bomb.result?.message).toContain("at most 2048 pixels a side");
  });

  test("never asks its own uploads for over HTTP, whatever host their link names", async () => {
    const server = await startFaceSwapServer();
    const url = new URL(await server.upload(tinyGif(), "image/gif", ".gif"));
    await server.createTask({ video_url: `https://behind-a-proxy.example${url.pathname}` });
    expect((await server.engine.swap(0)).job.target).toEqual(Buffer.from(tinyGif()));
    expect(server.logLines.join("")).not.toContain('"route":"/media/:name"');
  });

  test("of a result that is larger than anybody takes fails and stores nothing", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    const huge = Buffer.concat([tinyGif(), Buffer.alloc(limits.maxResultBytes)]);
    (await server.engine.swap(0)).succeed(huge);
    expect(await server.ended(id)).toMatchObject({ result: { reason: "RESULT_TOO_LARGE" } });
    expect(server.files()).toMatchObject({ incoming: [], stored: { length: 2 } });
  });
});
