import { Resolver } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import { reasonOf } from "./wire-reason.ts";

/** Every address of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** Each name server is asked twice, the second time for twice as long: no more than a connection may take in all. */
const patience = { timeout: 1_000, tries: 2 };

const unanswered: ReadonlySet<string> = new Set(["ETIMEOUT", "ECONNREFUSED"]);

/**
 * Asks the system's name servers itself. The system's own look-up has four threads of this process, which it shares with
 * files and pictures: four names of a stranger's whose servers never answer would hold up everybody for half a minute.
 * @param servers others than the system's, as `address:port`
 */
export function createResolve(servers?: readonly string[]): Resolve {
  let resolver = open();

  function open(): Resolver {
    const opened = new Resolver(patience);
    if (servers) opened.setServers(servers);
    return opened;
  }

  return async (hostname) => {
    // RFC 6761 §6.3: no name server has a say in it.
    if (/(?:^|\.)localhost\.?$/i.test(hostname)) return [{ address: "127.0.0.1", family: 4 }];
    const found = await Promise.allSettled([
      addresses(4, resolver.resolve4(hostname)),
      addresses(6, resolver.resolve6(hostname)),
    ]);
    const [first] = found;
    const all = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    if (all.length > 0 || first.status === "fulfilled") return all;
    // A machine may have been given other name servers meanwhile, which only a new one learns.
    if (unanswered.has(reasonOf(first.reason))) resolver = open();
    throw first.reason;
  };
}

async function addresses(family: 4 | 6, asked: Promise<string[]>): Promise<LookupAddress[]> {
  return (await asked).map((address) => ({ address, family }));
}
