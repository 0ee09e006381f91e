import { onTestFinished } from "vitest";
import { createDownloader } from "../../src/net/download.ts";
import type { Downloader } from "../../src/net/download.ts";
import { startHttp } from "./http-server.ts";

/** What an address of the small web answers: a file, a page, a redirect to another of its addresses, or a bad status. */
export type SmallAnswer = Uint8Array | { page: string } | { moved: string } | { status: number };

export interface SmallWeb {
  /** `tenor.com/view/x` as a link that leads into the small web. */
  readonly link: (address: string) => string;
  /** `host/path?query` of every request so far. */
  readonly asked: readonly string[];
  readonly downloader: Downloader;
}

/**
 * Many hosts on one port of the loopback, by real sockets: a resolver finds all of their names there. In pages and redirects
 * `//host/path` stands for such a link.
 */
export async function startSmallWeb(
  hosts: readonly string[],
  answers: Readonly<Record<string, SmallAnswer>>,
): Promise<SmallWeb> {
  const asked: string[] = [];
  const server = await startHttp((request, response) => {
    const address = (request.headers.host?.split(":")[0] ?? "") + (request.url ?? "");
    asked.push(address);
    const answer = answers[address] ?? { status: 404 };
    if (answer instanceof Uint8Array) response.end(answer);
    else if ("page" in answer) {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<!doctype html>${answer.page.replaceAll(/\/\/([\w.-]+)\//g, absolute)}`);
    } else if ("moved" in answer) {
      response.writeHead(302, { location: link(answer.moved) }).end();
    } else response.writeHead(answer.status).end();
  });
  const link = (address: string) => `http://${address.replace("/", `:${server.port}/`)}`;
  const absolute = (_: string, host: string) => `http://${host}:${server.port}/`;
  const downloader = createDownloader({
    allowedOrigins: hosts.map((host) => `http://${host}:${server.port}`),
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  onTestFinished(() => downloader.close());
  return { link, asked, downloader };
}
