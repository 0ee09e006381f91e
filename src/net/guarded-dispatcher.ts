import { lookup as systemLookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";
import { callbackify } from "node:util";
import { Agent, buildConnector } from "undici";
import { UserError } from "../core/errors.ts";
import { isPublicAddress } from "./address.ts";
import { createResolve } from "./resolve-name.ts";
import type { Resolve } from "./resolve-name.ts";
import { literalOf } from "./safe-url.ts";

export interface GuardOptions {
  /** Origins that may be private, as `URL.origin` spells them. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** For names that strangers gave; `createResolve` by default. Those of allowed origins are the system's to look up. */
  readonly resolve?: Resolve | undefined;
  /** Which addresses may be connected to; public ones by default. */
  readonly isAllowed?: ((address: string) => boolean) | undefined;
}

const connectTimeoutMs = 3000;
const headersTimeoutMs = 5000;
const idleTimeoutMs = 5000;
const maxHeaderBytes = 8 * 1024;
const maxConnectionsPerOrigin = 8;

const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true });

/**
 * An undici dispatcher that refuses private addresses where the connection is opened. Node asks no resolver for an IP
 * literal, so literals are judged first; a name is refused if any of its addresses is private, and the socket connects
 * only to the answer that was judged, so a second answer cannot slip in; last, the peer itself is judged.
 * Requests through it fail with UserError `LINK_PRIVATE`. It follows no redirects and keeps no idle connections.
 */
export function createGuardedDispatcher(options: GuardOptions): Agent {
  const { allowedOrigins, resolve = createResolve(), isAllowed = isPublicAddress } = options;
  const openAny = buildConnector({
    timeout: connectTimeoutMs,
    lookup: lookupThrough(options.resolve ?? resolveBySystem, () => true),
  });
  const openPublic = buildConnector({
    timeout: connectTimeoutMs,
    lookup: lookupThrough(resolve, isAllowed),
  });

  const connect: buildConnector.connector = (target, callback) => {
    const { origin } = new URL(`${target.protocol}//${target.host ?? target.hostname}`);
    if (allowedOrigins.has(origin)) {
      openAny(target, callback);
      return;
    }
    const literal = literalOf(target.hostname);
    if (literal !== undefined && !isAllowed(literal)) {
      callback(privateLink(), null);
      return;
    }
    openPublic(target, (...outcome) => {
      const [, socket] = outcome;
      if (socket && !isAllowed(socket.remoteAddress ?? "")) {
        socket.destroy();
        callback(privateLink(), null);
      } else callback(...outcome);
    });
  };

  return new Agent({
    connect,
    pipelining: 0,
    connections: maxConnectionsPerOrigin,
    headersTimeout: headersTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    maxHeaderSize: maxHeaderBytes,
  });
}

/** A look-up for `net.connect` that fails when one of the answers is not allowed. */
function lookupThrough(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  const judgedAddresses = callbackify(async (hostname: string) => {
    const addresses = await resolve(hostname);
    if (addresses.length === 0) throw new Error(`${hostname} has no address`);
    if (!addresses.every(({ address }) => isAllowed(address))) throw privateLink();
    return addresses;
  });
  return (hostname, options, callback) => {
    judgedAddresses(hostname, (error, addresses) => {
      if (error) callback(error, []);
      else if (options.all) callback(null, [...addresses]);
      else callback(null, addresses[0].address, addresses[0].family);
    });
  };
}

function privateLink(): UserError {
  return new UserError("LINK_PRIVATE", { message: "The link leads to a private address." });
}
