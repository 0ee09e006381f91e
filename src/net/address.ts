import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Public by ipaddr.js's table and still not a stranger's: provider metadata, protocol and test ranges. */
const blocked4 = [
  "168.63.129.16/32", // Azure's host
  "192.0.0.0/24", // IETF protocol assignments
  "192.88.99.0/24", // 6to4 relays
  "100.64.0.0/10", // carrier-grade NAT, where some clouds keep their metadata
  "198.18.0.0/15", // benchmarking
].map((cidr) => ipaddr.IPv4.parseCIDR(cidr));

/** Global unicast; whatever maps, translates or tunnels an IPv4 address is outside it, or in the next list. */
const allowed6 = ipaddr.IPv6.parseCIDR("2000::/3");
const blocked6 = [
  "2001::/23", // Teredo, ORCHID and other protocol assignments
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4: carries any IPv4 address
  "3fff::/20", // documentation
  "2620:4f:8000::/48", // AS112, a sink for reverse look-ups of private addresses
].map((cidr) => ipaddr.IPv6.parseCIDR(cidr));

/**
 * May we open a connection to this address on a stranger's behalf?
 * @param address an IP address as `socket.remoteAddress` or a resolver spells it; anything else is not public
 */
export function isPublicAddress(address: string): boolean {
  // A zone (fe80::1%eth0) names one of this machine's own interfaces.
  if (isIP(address) === 0 || address.includes("%")) return false;
  // Unwraps ::ffff:a.b.c.d, which connects to a.b.c.d.
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) {
    return parsed.range() === "unicast" && !blocked4.some((range) => parsed.match(range));
  }
  return parsed.match(allowed6) && !blocked6.some((range) => parsed.match(range));
}
