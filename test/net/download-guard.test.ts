import type { LookupAddress } from "node:dns";
import { describe, expect, onTestFinished, test } from "vitest";
import { createDownloader } from "../../src/net/download.ts";
import { createGuardedDispatcher } from "../../src/net/guarded-dispatcher.ts";
import type { Resolve } from "../../src/net/resolve-name.ts";
import { countConnects } from "../support/count-connects.ts";
import { startHttp } from "../support/http-server.ts";
import { invalidUrls, privateUrls } from "./bypass-urls.ts";

const noNames: Resolve = async (hostname) => {
  throw new Error(`nobody may ask for ${hostname}`);
};

function v4(...addresses: string[]): LookupAddress[] {
  return addresses.map((address) => ({ address, family: 4 }));
}

function testDownloader(resolve: Resolve, allowedOrigins: string[] = []) {
  const downloader = createDownloader({ allowedOrigins, resolve });
  onTestFinished(() => downloader.close());
  return (url: string) => downloader.download(url, { maxBytes: 1000 });
}

describe("a link to a private address", () => {
  test(`is refused without a connection, in ${privateUrls.length} spellings`, async () => {
    expect(privateUrls.length).toBeGreaterThanOrEqual(60);
    const connects = countConnects();
    const download = testDownloader(noNames);
    const leaks: string[] = [];
    for (const url of privateUrls) {
      const failure: unknown = await download(url).catch((error: unknown) => error);
      if (!(failure instanceof Error && "code" in failure && failure.code === "LINK_PRIVATE")) {
        leaks.push(`${url}: ${String(failure)}`);
      }
    }
    expect(leaks).toEqual([]);
    expect(connects()).toBe(0);
  });

  test("is refused at the connection too, should nobody have looked at the URL", async () => {
    const connects = countConnects();
    const dispatcher = createGuardedDispatcher({ allowedOrigins: new Set(), resolve: noNames });
    onTestFinished(() => dispatcher.close());
    const refused = privateUrls.map((text) =>
      dispatcher.request({ origin: new URL(text).origin, path: "/", method: "GET" }),
    );
    for (const request of refused) {
      await expect(request).rejects.toMatchObject({ code: "LINK_PRIVATE" });
    }
    expect(connects()).toBe(0);
  });

  test.each([
    ["one private address", v4("10.0.0.7")],
    ["a private address after a public one", v4("8.8.8.8", "127.0.0.1")],
    ["a mapped address", [{ address: "::ffff:169.254.169.254", family: 6 }]],
    ["an address of one of our interfaces", [{ address: "fe80::1%eth0", family: 6 }]],
    ["Azure's host", v4("168.63.129.16")],
  ])("is refused when a name has %s", async (_, answers) => {
    const connects = countConnects();
    const download = testDownloader(async () => answers);
    for (const url of ["http://innocent.example/a.gif", "https://innocent.example/a.gif"]) {
      await expect(download(url)).rejects.toMatchObject({ code: "LINK_PRIVATE" });
    }
    expect(connects()).toBe(0);
  });

  test("is refused when a public server redirects to it", async () => {
    for (const target of ["http://169.254.169.254/latest", "//127.0.0.1/", "http://[::1]/"]) {
      const server = await startHttp((_, response) =>
        response.writeHead(302, { location: target }).end(),
      );
      const download = testDownloader(noNames, [server.origin]);
      await expect(download(`${server.origin}/a.gif`)).rejects.toMatchObject({
        code: "LINK_PRIVATE",
      });
      expect(server.requests).toEqual(["GET /a.gif"]);
    }
  });

  test("is refused when a public server redirects to a name that leads there", async () => {
    const asked: string[] = [];
    const server = await startHttp((_, response) =>
      response.writeHead(301, { location: "http://inside.example/latest" }).end(),
    );
    const download = testDownloader(
      async (hostname) => {
        asked.push(hostname);
        return v4("10.0.0.1");
      },
      [server.origin],
    );
    const connects = countConnects();
    await expect(download(`${server.origin}/a.gif`)).rejects.toMatchObject({
      code: "LINK_PRIVATE",
    });
    expect(asked).toEqual(["inside.example"]);
    expect(connects()).toBe(1);
  });

  test("is not reached by a name whose answer changes between two questions", async () => {
    // 127.0.0.2 plays the public address here, so that nothing leaves the machine; 127.0.0.1 stays private.
    const inside = await startHttp((_, response) => response.end("inside"));
    let questions = 0;
    const dispatcher = createGuardedDispatcher({
      allowedOrigins: new Set(),
      isAllowed: (address) => address === "127.0.0.2",
      resolve: async () => v4(questions++ === 0 ? "127.0.0.2" : "127.0.0.1"),
    });
    onTestFinished(() => dispatcher.close());
    const origin = `http://rebinding.example:${inside.port}`;
    const ask = () => dispatcher.request({ origin, path: "/", method: "GET" });

    await expect(ask()).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(questions).toBe(1);
    await expect(ask()).rejects.toMatchObject({ code: "LINK_PRIVATE" });
    expect(questions).toBe(2);
    expect(inside.requests).toEqual([]);
  });

  test("is reached when its origin is allowed, and only at that port", async () => {
    const [allowed, other] = [
      await startHttp((_, response) => response.end("GIF89a")),
      await startHttp((_, response) => response.end("secret")),
    ];
    const connects = countConnects();
    const download = testDownloader(noNames, [allowed.origin]);
    const { bytes, finalUrl } = await download(`${allowed.origin}/a.gif`);
    expect(Buffer.from(bytes).toString()).toBe("GIF89a");
    expect(finalUrl).toBe(`${allowed.origin}/a.gif`);
    await expect(download(`${other.origin}/`)).rejects.toMatchObject({ code: "LINK_PRIVATE" });
    expect(other.requests).toEqual([]);
    expect(connects()).toBe(1);
  });
});

describe("a link that is no plain web address", () => {
  test.each(invalidUrls.map((url) => [url.slice(0, 60), url]))("is refused: %s", async (_, url) => {
    const connects = countConnects();
    await expect(testDownloader(noNames)(url)).rejects.toMatchObject({ code: "LINK_INVALID" });
    expect(connects()).toBe(0);
  });
});
