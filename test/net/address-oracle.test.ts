import { AntiSSRFPolicy, PolicyConfigOptions } from "@microsoft/antissrf";
import { assert, integer, oneof, property, tuple, constantFrom } from "fast-check";
import { isIPv4 } from "node:net";
import { describe, expect, test } from "vitest";
import { isPublicAddress } from "../../src/net/address.ts";

const { deniedAddresses } = new AntiSSRFPolicy(PolicyConfigOptions.ExternalOnlyLatest);

/** The verdict of a list that others keep, checked by Node's own BlockList and not by ipaddr.js. */
function oracle(address: string): boolean {
  return !deniedAddresses.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/** The first and last addresses of the ranges that somebody has set apart, as 32-bit numbers. */
const edges4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
].map(([base, bits]): [number, number] => {
  const first = String(base)
    .split(".")
    .reduce((value, part) => value * 256 + Number(part), 0);
  return [first, first + 2 ** (32 - Number(bits)) - 1];
});

const any4 = integer({ min: 0, max: 2 ** 32 - 1 });
const group = integer({ min: 0, max: 0xff_ff });
/** Prefixes near which IPv6 has its exceptions; the groups after them are drawn. */
const starts6 = constantFrom(
  "2000",
  "2001:0",
  "2001:1ff",
  "2001:200",
  "2001:db7",
  "2001:db8",
  "2001:db9",
  "2002",
  "2003",
  "2606:4700",
  "2620:4f:7fff",
  "2620:4f:8000",
  "2620:4f:8001",
  "3ffe",
  "3fff:fff",
  "3fff:1000",
);
const global6 = tuple(starts6, group, group).map(([start, a, b]) => {
  return `${start}:${a.toString(16)}::${b.toString(16)}`;
});
const elsewhere6 = tuple(
  oneof(integer({ min: 0, max: 0x1f_ff }), integer({ min: 0x40_00, max: 0xff_ff })),
  group,
  group,
).map(([first, a, b]) => `${first.toString(16)}:${a.toString(16)}:1::${b.toString(16)}`);

describe("the verdict on an address", () => {
  test("is the oracle's on both sides of every edge of IPv4", () => {
    for (const [first, last] of edges4) {
      for (const value of [first - 1, first, last, last + 1]) {
        if (value < 0 || value >= 2 ** 32) continue;
        const address = dotted(value);
        expect([address, isPublicAddress(address)]).toEqual([address, oracle(address)]);
      }
    }
  });

  test("is the oracle's all over IPv4, mapped into IPv6 too", () => {
    assert(
      property(any4, (value) => {
        const address = dotted(value);
        expect(isPublicAddress(address)).toBe(oracle(address));
        expect(isPublicAddress(`::ffff:${address}`)).toBe(oracle(address));
      }),
      { numRuns: 5000 },
    );
  });

  test("is the oracle's in the part of IPv6 that is given out, and no elsewhere", () => {
    assert(
      property(global6, elsewhere6, (address, other) => {
        expect([address, isPublicAddress(address)]).toEqual([address, oracle(address)]);
        // Stricter than a list of ranges can be: what nobody owns yet cannot be somebody's web host.
        expect([other, isPublicAddress(other)]).toEqual([other, false]);
      }),
      { numRuns: 5000 },
    );
  });
});
