import { describe, expect, test } from "vitest";
import { isPublicAddress } from "../../src/net/address.ts";
import { publicAddresses } from "./bypass-urls.ts";

describe("a public address", () => {
  test.each(publicAddresses)("is %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each(["", "localhost", "example.com", "127.1", "0x7f000001", "fe80::1%eth0", "2606::1%1"])(
    'is not "%s", which no socket reports',
    (address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );
});
