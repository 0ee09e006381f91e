import type { FastifyRequest } from "fastify";
import { UserError } from "../core/errors.ts";
import { parseUrl } from "../core/parse-url.ts";
import type { UploadPermit } from "./upload-permits.ts";

/** Where this server's own files are reached, for one client. */
interface Links {
  /** What all of them begin with. */
  readonly root: string;
  readonly media: (name: string) => string;
  readonly upload: (name: string, permit: UploadPermit) => string;
}

/** `base`: scheme and host, perhaps with a path in front of ours. */
export function linksUnder(base: string): Links {
  const root = base.replace(/\/+$/, "");
  return {
    root,
    media: (name) => `${root}/media/${name}`,
    upload: (name, { expires, owner, signature }) =>
      `${root}/uploads/${name}?expires=${expires}&owner=${owner}&signature=${signature}`,
  };
}

export type LinksFor = (request: FastifyRequest) => Links;

/**
 * Without PUBLIC_URL a link leads to wherever the client just called us: on the loopback, by a container's name, by an
 * address. Only that client sees it, so a made-up Host header fools nobody else.
 * The returned function throws UserError `REQUEST_INVALID` when that header is no host.
 */
export function createLinksFor(publicUrl: string | undefined): LinksFor {
  return (request) => {
    const base = publicUrl ?? `http://${request.host}`;
    if (parseUrl(base) !== undefined) return linksUnder(base);
    throw new UserError("REQUEST_INVALID", { message: "host: Input should be a host" });
  };
}

/**
 * The name of a file of ours that a link leads to, whatever its host: behind a proxy or after a restart on
 * another port the host is not what it was, and whoever knows the name may read the file anyway.
 */
export function mediaNameIn(url: string): string | undefined {
  return /\/media\/([^/]+)$/.exec(new URL(url).pathname)?.[1];
}
