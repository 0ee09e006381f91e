import { readFile } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { createDownloader } from "../../src/net/download.ts";
import { createResolve } from "../../src/net/resolve-name.ts";
import { startNameServer } from "../support/name-server.ts";

async function resolveBy(addressOf: (name: string) => string | undefined) {
  const server = await startNameServer(addressOf);
  onTestFinished(() => server.close());
  return { server, resolve: createResolve([server.address]) };
}

function downloadBy(resolve: ReturnType<typeof createResolve>) {
  const downloader = createDownloader({ allowedOrigins: [], resolve });
  onTestFinished(() => downloader.close());
  return (url: string) => downloader.download(url, { maxBytes: 1000 });
}

describe("the name in a stranger's link", () => {
  test("is asked for at the name servers, and judged by what they say", async () => {
    const { server, resolve } = await resolveBy((name) =>
      name === "inside.example" ? "10.0.0.7" : "192.0.2.1",
    );
    expect(await resolve("outside.example")).toEqual([{ address: "192.0.2.1", family: 4 }]);
    await expect(downloadBy(resolve)("http://inside.example/")).rejects.toMatchObject({
      code: "LINK_PRIVATE",
    });
    expect(new Set(server.asked)).toEqual(new Set(["outside.example", "inside.example"]));
  });

  test.each(["localhost", "LOCALHOST.", "bot.localhost"])("is private as %s", async (name) => {
    const { server, resolve } = await resolveBy(() => "192.0.2.1");
    await expect(downloadBy(resolve)(`http://${name}/`)).rejects.toMatchObject({
      code: "LINK_PRIVATE",
    });
    expect(server.asked).toEqual([]);
  });

  test("holds up nobody but who gave it where its servers never answer", async () => {
    const { server, resolve } = await resolveBy(() => undefined);
    const download = downloadBy(resolve);
    const ends: string[] = [];
    const links = Array.from({ length: 12 }, (_, index) =>
      download(`http://slow${index}.example/`).catch((error: unknown) => {
        ends.push("link");
        return error;
      }),
    );
    await expect.poll(() => server.asked.length).toBeGreaterThanOrEqual(12);
    // Files are read by the threads that the system's look-up has.
    await Promise.all(Array.from({ length: 8 }, () => readFile(import.meta.filename)));
    ends.push("files");
    for (const failure of await Promise.all(links)) {
      expect(failure).toMatchObject({ code: "LINK_DEAD" });
    }
    expect(ends[0]).toBe("files");
  });
});
